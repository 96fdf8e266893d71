#!/bin/sh
# Makes .venv from a lock, once: `environment.sh run` with what the program needs, `environment.sh test` with the tests'
# tools too. Run again it does nothing, until a lock, pyproject.toml or the checkout's place changes. What is missing is
# said in one line; whatever fails, running it again goes on from there.
set -eu
cd "$(dirname "$0")"

purpose=${1:-run}
case $purpose in
    run) lock=requirements.lock; megabytes=1500 ;;
    test) lock=requirements-dev.lock; megabytes=2000 ;;
    *) echo "environment.sh: say run or test" >&2; exit 2 ;;
esac
key=$({ pwd; cat requirements.lock requirements-dev.lock pyproject.toml; } | cksum | tr ' ' -)
log=.venv/install.log

missing() {
    echo "shixian: $*" >&2
    exit 1
}

ready() {
    { [ -e ".venv/ready-$purpose-$key" ] || [ -e ".venv/ready-test-$key" ]; } && [ -x .venv/bin/python ]
}

# A Python that fits; pyenv and the like put commands on the PATH that do not run, so each is asked.
find_python() {
    seen=""
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        case $version in
            3.11 | 3.12 | 3.13)
                if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
                    echo "$candidate"
                    return
                fi
                seen="$seen $candidate ($version, but without its venv module: on Debian, apt-get install python$version-venv)," ;;
            *) seen="$seen $candidate ($version)," ;;
        esac
    done
    missing "Python 3.11, 3.12 or 3.13 is needed. Found:${seen:- none,} so install one, or name it: make $purpose PYTHON=/path/to/python3.12"
}

check_disk() {
    megabytes=$1
    free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$megabytes" ] || missing "not enough disk: $megabytes MB are needed in $(pwd), $free MB are free."
}

say_why_pip_failed() {
    if grep -qE 'NewConnectionError|ConnectTimeoutError|ReadTimeoutError|name resolution|Max retries|ProxyError|Connection aborted|ConnectionError' $log; then
        missing "the packages cannot be fetched: no network, or the package index cannot be reached. Run make $purpose again when it can."
    elif grep -q 'No space left on device' $log; then
        missing "not enough disk: it filled up while packages were being installed. Make room and run make $purpose again."
    fi
    grep -E '^ *ERROR' $log | tail -n 3 >&2 || true
    missing "pip could not install the packages; all it said is in $log."
}

install() {
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --retries 2 "$@" >>$log 2>&1 || say_why_pip_failed
}

if ready; then
    exit 0
fi
# An environment that a broken-off run or a removed Python left behind is of no use.
if [ -d .venv ] && ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
fi
if [ ! -d .venv ]; then
    python=$(find_python)
    check_disk "$megabytes"
    echo "Setting up .venv with $("$python" --version) (about 1 GB, a minute; only this time) …" >&2
    "$python" -m venv .venv || { rm -rf .venv; missing "$python cannot make an environment here (see above)."; }
else
    check_disk $((megabytes / 3))
    echo "Bringing .venv up to date …" >&2
fi
: >$log
# Python compiles what it imports when it first does: half of the packages' modules never are.
install --no-deps --no-compile --require-hashes --requirement "$lock"
install --no-deps --no-compile --no-build-isolation --editable .
rm -f .venv/ready-*
touch ".venv/ready-$purpose-$key"
