#!/bin/sh
# The report that closes `./dev test` counts right, gives reasons, and fails when it must.
set -eu
unset BELLHOP_NO_SKIPS || :
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAIL   : $*"
    exit 1
}
junit() {
    printf '<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="x">\n'
    cat
    printf '</testsuite>\n'
}
passed='	<testcase name="desk.json" classname="desk.json" time="0.1" status="run">
		<system-out>PASS   : a()
Totals: 12 passed, 0 failed, 0 skipped, 0 blacklisted, 3ms
</system-out>
	</testcase>'
skipped='	<testcase name="sql.postgres" classname="sql.postgres" time="0.1" status="notrun">
		<skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>
		<system-out>SKIP   : Postgres::initTestCase() &quot;initdb&quot; is missing
Totals: 1 passed, 0 failed, 1 skipped, 0 blacklisted, 3ms
</system-out>
	</testcase>'
failed='	<testcase name="store.feed" classname="store.feed" time="0.1" status="fail">
		<failure message=""/>
		<system-out>FAIL!  : Feed::a()
Totals: 1 passed, 2 failed, 0 skipped, 0 blacklisted, 3ms
</system-out>
	</testcase>'

printf '%s\n' "$passed" "$skipped" | junit >"$work/skipped.xml"
out=$("$here/report" "$work/skipped.xml") || fail "a skipped test must not fail a developer's run"
case $out in *'1 passed, 0 failed, 1 skipped, of 2 programs (13 test cases'*) ;; *) fail "wrong counts: $out" ;; esac
case $out in *'sql.postgres: Postgres::initTestCase() "initdb" is missing'*) ;; *) fail "no reason: $out" ;; esac
if BELLHOP_NO_SKIPS=1 "$here/report" "$work/skipped.xml" >/dev/null; then fail "BELLHOP_NO_SKIPS let a skip pass"; fi

printf '%s\n' "$passed" "$failed" | junit >"$work/failed.xml"
if out=$("$here/report" "$work/failed.xml"); then fail "a failure passed: $out"; fi
case $out in *'    store.feed'*) ;; *) fail "the failed test is not named: $out" ;; esac

printf '%s\n' "$passed" | junit >"$work/passed.xml"
BELLHOP_NO_SKIPS=1 "$here/report" "$work/passed.xml" >/dev/null || fail "a clean run failed"
printf '' | junit >"$work/none.xml"
if "$here/report" "$work/none.xml" >/dev/null; then fail "a run of no tests passed"; fi
echo "the report counts, gives reasons and fails as it should"
