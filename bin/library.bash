# Starts the built library in a folder of its own, and Chromium's driver, for the scripts that look at it from outside.
# Sourced after prelude.bash, never run.
# shellcheck disable=SC2034 # The scripts that source this file read its variables.

TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
LIBRARY_BINARY=$TARGET/debug/locallibrary

# build_programs NAME…: the test is named so that they are built with the features that tests give to dependencies:
# what `cargo test` has built is then used again, instead of being built a second time.
build_programs() { (cd "$ROOT" && cargo build --quiet --test app "${@/#/--bin=}"); }

# Whatever was started here ends with the script.
WORK=$(mktemp -d "${TMPDIR:-/tmp}/locallibrary-run.XXXXXX")
end_everything() {
  local file
  for file in "$WORK"/*.pid; do
    if [ -e "$file" ]; then end_process "$file" 10; fi
  done
  rm -rf "$WORK"
}
trap end_everything EXIT

# new_library_folder NAME: a folder with what the binary reads, and no data yet. Prints its path.
new_library_folder() {
  mkdir -p "$WORK/$1"
  cp -r "$ROOT/config" "$WORK/$1/config"
  ln -s "$ROOT/assets" "$WORK/$1/assets"
  echo "$WORK/$1"
}

# Waiting on for a process that has ended already would only hide why.
library_answers_or_ended() {
  curl --silent --fail --max-time 20 --output /dev/null "http://localhost:$1/catalog/" || ! process_runs "$2"
}

# start_library FOLDER PORT: runs the binary there until it answers; its words go to FOLDER/log.
start_library() {
  local folder=$1 port=$2 pid_file=$1.pid
  (cd "$folder" && PORT=$port exec "$LIBRARY_BINARY" start) >"$folder/log" 2>&1 </dev/null &
  echo $! >"$pid_file"
  if ! wait_until 120 "the library" library_answers_or_ended "$port" "$pid_file" || ! process_runs "$pid_file"; then
    cat "$folder/log" >&2
    fail "the library did not start."
  fi
}

# start_webdriver: runs chromedriver on a free port; WEBDRIVER_URL says where.
start_webdriver() {
  if ! have chromedriver || ! have chromium; then
    fail "needs Chromium and its driver; 'apt-get install chromium chromium-driver' brings them."
  fi
  local port
  port=$(free_port)
  chromedriver --port="$port" --allowed-origins='*' >"$WORK/chromedriver.log" 2>&1 </dev/null &
  echo $! >"$WORK/chromedriver.pid"
  wait_until 20 "chromedriver" port_is_taken "$port" || fail "chromedriver did not start."
  export WEBDRIVER_URL=http://127.0.0.1:$port
}
