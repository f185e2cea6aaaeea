#!/bin/sh
# The private desktop of the journey tests: everything is there, nothing of the user's, nothing is left behind.
set -eu
tools=$(cd "$(dirname "$0")/../journeys/tools" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAIL   : $*"
    exit 1
}

code=0
out=$(OUT="$work" "$tools/desktop" --keyring sh -c '
    xprop -root _NET_SUPPORTING_WM_CHECK
    dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.ListNames
    read -r line && echo "input: $line"
    dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/collection/login \
        org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked
    pgrep -P "$PPID" -x trayer >/dev/null && echo "trayer runs"
    echo "$BELLHOP_DESKTOP_DIR $HOME" >"$OUT/place"
    pgrep -P "$PPID" >"$OUT/processes"
    exit 3' 2>"$work/errors" <<INPUT
hello
INPUT
) || code=$?
if [ "$code" = 77 ]; then
    printf '%s\n' "$out"
    exit 0
fi
[ "$code" = 3 ] || fail "the exit code of the command was lost: $code, $(cat "$work/errors")"
case $out in *'window id'*) ;; *) fail "no window manager: $out" ;; esac
case $out in *'org.freedesktop.secrets'*) ;; *) fail "no keyring: $out" ;; esac
case $out in *'boolean false'*) ;; *) fail "the keyring is locked: $out, $(cat "$work/errors")" ;; esac
case $out in *'org.a11y.Bus'*) ;; *) fail "no accessibility bus: $out" ;; esac
case $out in *'trayer runs'*) ;; *) fail "no tray: $out" ;; esac
read -r dir home <"$work/place"
case $out in *'input: hello'*) ;; *) fail "standard input was lost: $out" ;; esac
[ ! -e "$dir" ] || fail "$dir was left behind"
case $home in "$dir"/*) ;; *) fail "HOME is the user's: $home" ;; esac
none_left() {
    while read -r process; do
        state=$(ps -o stat= -p "$process" 2>/dev/null || :)
        case $state in '' | Z*) ;; *) return 1 ;; esac
    done <"$work/processes"
}
await() {
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ "$tries" -lt 400 ] || return 1
        sleep 0.05
    done
}
[ -s "$work/processes" ] || fail "the desktop had no processes"
none_left || fail "processes were left behind: $(xargs ps -o args= -p <"$work/processes")"

# Ended or killed from outside, it takes everything down as well.
for signal in TERM KILL; do
    rm -f "$work/up"
    OUT="$work" "$tools/desktop" sh -c 'pgrep -P "$PPID" >"$OUT/processes"; echo "$BELLHOP_DESKTOP_DIR" >"$OUT/part"
        mv "$OUT/part" "$OUT/up"; exec sleep 60' >/dev/null 2>&1 &
    desktop=$!
    await test -f "$work/up" || fail "the desktop did not come up"
    dir=$(cat "$work/up")
    kill -s "$signal" "$desktop"
    code=0
    wait "$desktop" || code=$?
    [ "$signal" = KILL ] || [ "$code" = 143 ] || fail "expected exit code 143 after SIGTERM, got $code"
    await none_left || fail "after SIG$signal processes were left behind: $(cat "$work/processes")"
    # Nobody is left to remove the folder of a desktop that was killed outright.
    [ "$signal" = TERM ] || rm -rf "$dir"
    [ ! -e "$dir" ] || fail "after SIG$signal $dir was left behind"
done

if "$tools/desktop" --nonsense true 2>/dev/null; then fail "an unknown option was accepted"; fi
echo "the desktop comes up whole and leaves nothing behind"
