-- The health of a SoupSelection, for Argo CD: docs/gitops.md says where it goes. Argo CD runs it without Lua's libraries
-- of strings and files. A result is Healthy, a selection that needs somebody Degraded; what the cluster keeps waiting
-- (a quota, an image) goes on by itself and is Progressing, with the reason in the message.

local function health(status, message)
  return {status = status, message = message}
end

local status = obj.status
if status == nil or status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "the operator has not seen this version of the spec yet")
end

local conditions = {}
for _, condition in ipairs(status.conditions or {}) do
  conditions[condition.type] = condition
end

local function holds(name)
  return conditions[name] ~= nil and conditions[name].status == "True"
end

local ready = conditions.Ready
if ready == nil then
  return health("Progressing", "the operator has said nothing yet")
end

local message = ready.reason .. ": " .. (ready.message or "")
if holds("Ready") then
  return health("Healthy", message)
elseif holds("Stalled") then
  return health("Degraded", message)
elseif holds("Suspended") then
  return health("Suspended", message)
end
return health("Progressing", message)
