#!/bin/sh
# Check an evidence pack with public tools alone: sha256sum, qpdf, 7z and age. Nothing of DSL Casebook is used.
#
#   check_pack.sh PACK PASSWORD FOLDER [CHECK-NUMBER]
#
# PACK is the .zip, the .tar.age (its .key.age beside it) or a folder; FOLDER is where it is unpacked, and must be empty.
# Says OK at the end, or ends with the first thing that is wrong.
set -eu
pack=$1 password=$2 folder=$3 number=${4:-}

fail() { echo "NOT SOUND: $1"; exit 1; }

case $pack in
*.zip)
    7z x -y -bso0 -bse0 -bsp0 "-p$password" "-o$folder" "$pack" >/dev/null 2>&1 || fail "7z does not open it" ;;
*.tar.age)
    key=${pack%.tar.age}.key.age
    # age asks a terminal for the password; script is one.
    printf '%s\n' "$password" |
        script -qec "age --decrypt -i '$key' -o '$folder/../unpacked.tar' '$pack'" /dev/null >/dev/null 2>&1 || fail "age does not open it"
    tar -xf "$folder/../unpacked.tar" -C "$folder" || fail "it is no whole tar archive"
    rm "$folder/../unpacked.tar" ;;
*)
    cp -R "$pack/." "$folder" ;;
esac

cd "$folder"
[ -f SHA256SUMS ] || fail "there is no SHA256SUMS"
if [ -n "$number" ]; then
    sums=$(sha256sum SHA256SUMS | cut -c1-16)
    [ "$sums" = "$(echo "$number" | tr -d ' ')" ] || fail "the check number is another one"
fi
sha256sum --check --strict --quiet SHA256SUMS || fail "a file is not the one in the list"
there=$(find . -type f | wc -l)
listed=$(wc -l <SHA256SUMS)
[ "$there" -eq $((listed + 1)) ] || fail "a file was added"
find . -name '*.pdf' ! -path './originals/*' ! -path './copies/*' | while read -r paper; do
    qpdf --check "$paper" >/dev/null || { echo "NOT SOUND: $paper does not open"; exit 1; }
done
echo OK
