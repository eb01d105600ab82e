# What every script in bin/ begins with: strict mode, folders, words to the person, waiting for a server.
# Sourced, never run.
# shellcheck disable=SC2034 # The scripts that source this file read its variables.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Downloads and tools outlive a clone, so they are kept outside of it.
CACHE=${LOCALLIBRARY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/locallibrary}
# What only running servers need: of this clone alone, so that another one's scripts do not stop them; readable by the
# unprivileged user that PostgreSQL insists on. Short, because the path of a socket may have 107 characters at most.
RUN_DIR=${TMPDIR:-/tmp}/locallibrary-$(id -u)-$(printf '%s' "$ROOT" | cksum | cut -d ' ' -f 1)
export PATH="$CACHE/tools/bin:$PATH"

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$(basename "$0"): $*"
  exit 1
}

# The comment at the top of the calling script is its manual.
show_help() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"; }

have() { command -v "$1" >/dev/null 2>&1; }

# Prints a port that nobody listens on at this moment.
free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 12000))
    port_is_taken "$port" || { echo "$port"; return; }
  done
  fail "found no free port between 20000 and 32000."
}

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# wait_until SECONDS WHAT COMMAND…: polls the command; a line of progress on a terminal only.
wait_until() {
  local limit=$1 what=$2 start=$SECONDS
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS - start >= limit)); then
      [ -t 2 ] && printf '\n' >&2
      return 1
    fi
    [ -t 2 ] && printf '\rwaiting for %s … %d s' "$what" $((SECONDS - start)) >&2
    sleep 0.5
  done
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

# process_runs PIDFILE: whether the process that wrote the file is still there.
process_runs() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }

# end_process PIDFILE SECONDS: asks it to stop, and insists when it has not by then.
end_process() {
  local pid
  process_runs "$1" || { rm -f "$1"; return 0; }
  pid=$(cat "$1")
  kill "$pid" 2>/dev/null || true
  for _ in $(seq $(($2 * 10))); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
  rm -f "$1"
}
