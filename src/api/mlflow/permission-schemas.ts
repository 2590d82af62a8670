import * as v from 'valibot'

/** Rows of the basic-auth app's answers, as measured on 2.21.3 and 3.17.2. Levels are text: newer servers have more. */

export const newUserSchema = v.object({
  id: v.number(),
  username: v.string(),
  is_admin: v.optional(v.boolean(), false),
})

export const experimentPermissionSchema = v.object({
  experiment_id: v.string(),
  user_id: v.number(),
  permission: v.string(),
})

export const modelPermissionSchema = v.object({
  name: v.string(),
  user_id: v.number(),
  permission: v.string(),
})

/** What a role gives. `resource_pattern`: an id, a name, or "*" for all. */
export const rolePermissionSchema = v.object({
  id: v.number(),
  role_id: v.number(),
  resource_type: v.string(),
  resource_pattern: v.string(),
  permission: v.string(),
})

/** `__user_<id>__` is the hidden role that holds what was given to one person. */
export const roleSchema = v.object({
  id: v.number(),
  name: v.string(),
  workspace: v.string(),
  description: v.nullish(v.string()),
  permissions: v.optional(v.array(rolePermissionSchema), []),
})

/** Before 3.13: id and name only. */
export const listedUserSchema = v.object({
  id: v.number(),
  username: v.string(),
  is_admin: v.optional(v.boolean()),
  roles: v.optional(v.array(roleSchema)),
})

/** One grant of somebody, with the role that it comes from. */
export const heldPermissionSchema = v.object({
  resource_type: v.string(),
  resource_pattern: v.string(),
  permission: v.string(),
  role_id: v.number(),
  role_name: v.string(),
  workspace: v.string(),
})

export const assignmentSchema = v.object({ id: v.number(), user_id: v.number(), role_id: v.number() })
