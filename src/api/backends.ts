// Every kind of server there is. A new one is its folders, and a line here; its place in lists is in its facts.json.
export { driftWatchBackend } from './drift-watch/backend'
export { jenkinsBackend } from './jenkins/backend'
export { mlflowBackend } from './mlflow/backend'
export { signUpBackend } from './sign-up/backend'
