#!/bin/sh
# A first look: the sample articles of data/articles built into ./demo, and a few questions put to them.
# Usage: sh docs/demo.sh path/to/kg [FOLDER]   (by default ./demo; it is emptied first)
set -eu
kg=${1:-kg}
case $kg in */*) kg=$(cd "$(dirname "$kg")" && pwd)/$(basename "$kg") ;; esac
cd "$(dirname "$0")/.."

out=${2:-demo}
store=$out/store

case $out in
    demo | */*demo*) ;;
    *) echo "$out: the folder is emptied first, so its name must say that it is a demo" >&2; exit 2 ;;
esac
rm -rf "$out"
mkdir -p "$out"

step() { # what to show, then the command: kg and its arguments
    printf '\n\n── %s\n' "$1"
    shift
    printf '$ kg'
    for word; do
        case $word in *[\ \'\"\$\*\?\(\)\&\;\<\>\|]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n\n'
    "$kg" "$@"
}

step 'Fourteen articles into a store' build data/articles --store "$store"
step 'What is in it' report overview --store "$store"
step 'One person, over three years' show 沈佳禾 --store "$store"
step 'Why do we believe it?' why 苏念青 holdsRole 青溪革命纪念馆馆长 --store "$store"
step 'How are two connected?' connect 贺远山 石桥湾烈士陵园 -k 2 --store "$store"
step 'Who held which post, and when; 陈晓岚 is two persons' query roles --store "$store"
step 'Which sites lie on which route' query routes --store "$store"
step 'Sites in a county, and whom they commemorate' query sites -p place=临沂市 --store "$store"
step 'What is only planned, or denied' query planned --store "$store"
step 'Is every fact said by a text?' verify --store "$store"
step 'For Gephi' export gexf "$out/graph.gexf" --store "$store"

printf '\n\n── Every mention, coloured, with the facts and their sentences\n'
printf '$ kg extract data/articles --format html > %s/articles.html\n' "$out"
"$kg" extract data/articles --format html > "$out/articles.html"

printf '\n\nOpen %s/articles.html in a browser and %s/graph.gexf in Gephi; ask more with\n' "$out" "$out"
printf '  kg query --store %s          (the named queries)\n' "$store"
printf '  kg show 方如松 --store %s\n' "$store"
printf '  kg serve --store %s          (pages in the browser, and a SPARQL endpoint)\n' "$store"
