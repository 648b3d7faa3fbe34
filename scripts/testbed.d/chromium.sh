#!/usr/bin/env bash
# Debian's Chromium, for the tests of React parts and the end-to-end suites. It is the system's own package: nothing is cached.
# Called by scripts/testbed, which holds the lock: chromium.sh up|version|path|down
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debs.sh"
program=${CHROMIUM:-/usr/bin/chromium}

# Without these fonts, Polish letters and symbols would be boxes in pictures.
install() { debs_install chromium fonts-dejavu-core; }

case ${1:-} in
  up) [[ -x $program ]] || install ;;
  version) "$program" --version 2> /dev/null | grep -o 'Chromium [0-9.]*' ;;
  path) [[ -x $program ]] || { echo 'Chromium is not installed: run scripts/testbed up chromium' >&2; exit 1; }; echo "$program" ;;
  down) ;;
  *) exit 2 ;;
esac
