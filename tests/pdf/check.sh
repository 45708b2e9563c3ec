#!/usr/bin/env bash
# Every PDF below a folder, judged by veraPDF and qpdf.
#   tests/pdf/check.sh FOLDER
set -euo pipefail
mapfile -d '' -t files < <(find "$1" -name '*.pdf' -print0 | sort -z)
cd "$(dirname "$0")"

jars=$PWD/../../target/verapdf
if [ ! -d "$jars" ]; then
    mvn --quiet --batch-mode --file pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$jars.part"
    mv "$jars.part" "$jars"
fi
for file in "${files[@]}"; do qpdf --check "$file" >/dev/null; done
# Its own log says nothing that the result does not.
java -Djava.util.logging.config.file=/dev/null -cp "$jars/*" Check.java "${files[@]}" 2>/dev/null
