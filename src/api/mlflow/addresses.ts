import * as v from 'valibot'

/** Where MLflow's routes stand, from the server's root. */
export const api = '/api/2.0/mlflow'
export const ajax = '/ajax-api/2.0/mlflow'
export const api3 = '/api/3.0/mlflow'

/** An answer that says nothing but that it is done: `{}`. */
export const done = v.object({})
