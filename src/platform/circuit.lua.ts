/**
 * `circuit.ts` as a Redis script: one hash per circuit, one round trip for the events of a moment, atomic over all
 * processes. KEYS[1] hash; ARGV: now ms, threshold, recovery ms, probes, then the events (ask | succeed | fail), in order.
 * Returns for each event {allowed 0|1, phase, failures, successes, since, phase before}.
 */
export const CIRCUIT_SCRIPT = `
local c = redis.call('HMGET', KEYS[1], 'phase', 'failures', 'successes', 'probing', 'since')
local phase, failures, successes, probing, since = c[1] or 'closed', tonumber(c[2] or 0), tonumber(c[3] or 0), tonumber(c[4] or 0), tonumber(c[5] or 0)
local now, threshold, recovery, probes = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local answers = {}
for i = 5, #ARGV do
  local event, before, allowed = ARGV[i], phase, 1
  if event == 'ask' and phase ~= 'closed' then
    local rested = math.abs(now - since) >= recovery
    if phase == 'open' then
      if rested then phase, successes, probing, since = 'half_open', 0, 1, now else allowed = 0 end
    elseif rested then probing, since = 1, now
    elseif probing >= probes - successes then allowed = 0
    else probing, since = probing + 1, now end
  elseif event == 'succeed' then
    if phase == 'closed' then failures, successes, probing, since = 0, 0, 0, 0
    elseif phase == 'half_open' then
      successes, probing = successes + 1, math.max(0, probing - 1)
      if successes >= probes then phase, failures, successes, probing, since = 'closed', 0, 0, 0, 0 end
    end
  elseif event == 'fail' and phase ~= 'open' then
    failures = failures + 1
    if phase == 'half_open' or failures >= threshold then phase, successes, probing, since = 'open', 0, 0, now end
  end
  answers[#answers + 1] = {allowed, phase, failures, successes, since, before}
end
if phase == 'closed' and failures == 0 then redis.call('DEL', KEYS[1])
else redis.call('HSET', KEYS[1], 'phase', phase, 'failures', failures, 'successes', successes, 'probing', probing, 'since', since) end
return answers
`;
