import { isObject, type Json } from '../json.ts';

/**
 * The specification types `default_member_permissions` as an integer, while on the wire it is a string of digits
 * (bits beyond 2^53 do not survive as a number). Everything else is left as it is.
 */
export function permissionsAsNumbers(body: Json): Json {
  if (Array.isArray(body)) return body.map(permissionsAsNumbers);
  if (!isObject(body)) return body;
  const permissions = body['default_member_permissions'];
  if (typeof permissions !== 'string' || !/^\d+$/.test(permissions)) return body;
  return { ...body, default_member_permissions: Number(permissions) };
}
