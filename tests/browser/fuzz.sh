#!/usr/bin/env bash
# Asks the Accounts desk what its OpenAPI document says can be asked, and what it does not say:
# no server error, and every answer as described. Usage: fuzz.sh CHANCERY [SECONDS-OF-PATIENCE]
# Needs schemathesis 4 (`pip install schemathesis`). `ids.py` puts what the lists hold in the place of
# most names in addresses, and fails if an address was never met with success.
set -euo pipefail
program=$(realpath "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$folder"' EXIT

"$program" build "$root/examples/caspian" --into "$folder/desk.db" --quiet
"$program" serve "$folder/desk.db" --port 0 --review >"$folder/told" &
server=$!
for _ in $(seq 50); do
  address=$(grep -o 'http://127.0.0.1:[0-9]*' "$folder/told" || true)
  [[ -z $address ]] || break
  sleep 0.2
done
cd "$folder"
CHANCERY_DESK=$address SCHEMATHESIS_HOOKS=ids PYTHONPATH=$root/tests/browser schemathesis run "$address/api.json" --url "$address" --max-examples "${EXAMPLES:-20}" --seed 1 \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
