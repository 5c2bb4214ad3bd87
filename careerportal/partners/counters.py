"""How much was asked in the running window: counted and compared in one step, so that a burst is counted exactly.

A window begins with the first request and ends so many seconds later. All windows of a reader are looked at together:
a request is counted in all of them or, where one is full, in none.
"""

from threading import Lock
from time import monotonic

import redis

from careerportal.partners import breaker

ADD_UNLESS_FULL = """
local full, counts = 0, {}
for i, name in ipairs(KEYS) do
  local quota, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local used, left = tonumber(redis.call('GET', name) or '0'), redis.call('PTTL', name)
  if left < 0 then used, left = 0, window * 1000 end
  if used + tonumber(ARGV[1]) > quota then full = 1 end
  counts[2 * i - 1], counts[2 * i] = used, left
end
if full == 0 then
  for i, name in ipairs(KEYS) do
    local used = counts[2 * i - 1] + tonumber(ARGV[1])
    redis.call('SET', name, used, 'PX', math.max(counts[2 * i], 1))
    counts[2 * i - 1] = used
  end
end
table.insert(counts, 1, full)
return counts
"""
"""One step of Redis, whoever else asks: is there room in every window, and if so, count."""


class MemoryCounters:
    """Counts in this process's own memory: exact for one process."""

    MOST_WINDOWS = 100_000

    def __init__(self, now=monotonic):
        self._now, self._lock, self._windows = now, Lock(), {}

    def add(self, cost, windows):
        """Count `cost` in all of `windows`, (name, quota, seconds), or in none where one of them has no room.

        Return whether there was room, and of each window how much is used and how many seconds are left.
        """
        with self._lock:
            now = self._now()
            if len(self._windows) > self.MOST_WINDOWS:
                self._windows = {name: kept for name, kept in self._windows.items() if kept[1] > now}
            seen = []
            for name, _, seconds in windows:
                used, ends = self._windows.get(name, (0, 0))
                seen.append((used, ends) if ends > now else (0, now + seconds))
            room = all(used + cost <= quota for (used, _), (_, quota, _) in zip(seen, windows, strict=True))
            if room:
                seen = [(used + cost, ends) for used, ends in seen]
                self._windows.update(zip((name for name, *_ in windows), seen, strict=True))
            return room, [(used, ends - now) for used, ends in seen]

    def clear(self):
        with self._lock:
            self._windows.clear()


class RedisCounters:
    """Counts that all processes and machines share. Where Redis does not answer, each process counts by itself."""

    def __init__(self, url):
        self._client = redis.Redis(connection_pool=redis.ConnectionPool.from_url(url, **breaker.PATIENCE))
        self._breaker = breaker.of(url)
        self._script = self._client.register_script(ADD_UNLESS_FULL)
        self._alone = MemoryCounters()

    def add(self, cost, windows):
        """As MemoryCounters.add."""
        return self._breaker.ask(lambda: self._shared(cost, windows), lambda: self._alone.add(cost, windows))

    def _shared(self, cost, windows):
        arguments = [cost]
        for _, quota, seconds in windows:
            arguments += [quota, seconds]
        full, *counts = self._script(keys=[f"limit:{name}" for name, *_ in windows], args=arguments)
        return not full, [(counts[i], counts[i + 1] / 1000) for i in range(0, len(counts), 2)]

    def clear(self):
        """Forget every count; for tests."""
        for name in self._client.scan_iter("limit:*"):
            self._client.delete(name)
        self._alone.clear()
