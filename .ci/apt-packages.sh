#!/usr/bin/env bash
# What the checks need beyond Python, on Debian and Ubuntu: a browser (browser tests, accessibility) and bubblewrap
# (grading other people's code). Installs only what is missing; where that is not possible it says so and goes on:
# the tests then say what they had to leave out.
set -euo pipefail

have() { command -v "$1" >/dev/null 2>&1; }

missing=()
have chromium || have chromium-browser || have google-chrome || missing+=(chromium)
have bwrap || missing+=(bubblewrap)
have make || missing+=(make)
[ ${#missing[@]} -eq 0 ] && exit 0

if ! have apt-get; then
  echo "Not here: ${missing[*]}. Install by hand what you want to test with."
  exit 0
fi
if [ "$(id -u)" -eq 0 ]; then
  root=()
elif have sudo && sudo -n true 2>/dev/null; then
  root=(sudo)
else
  echo "Not here: ${missing[*]}. To add: sudo apt-get install ${missing[*]}"
  exit 0
fi

echo "Installing ${missing[*]} ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quiet() { "$@" >"$log" 2>&1 </dev/null || { tail -n 20 "$log" >&2; return 1; }; }
quiet "${root[@]}" apt-get update -qq
quiet "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
