#!/bin/sh
# all.sh TOUR DIR: every screen of the tour as a PNG, for looking at: each size,
# language and theme.  DIR/SIZE-LANG-THEME-NAME.png
tour=$1 dir=$2
"$(dirname "$0")/../../.ci/need" rsvg-convert=librsvg2-bin \
	/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf=fonts-dejavu-core || exit 1
for size in ${SIZES:-80x24 120x40 200x60}; do
	for lang in ${LANGS:-en es}; do
		for theme in ${THEMES:-dark light mono ascii}; do
			one=$dir/$size-$lang-$theme
			mkdir -p "$one"
			look="--theme $theme"
			[ "$theme" != ascii ] || look='--theme dark --ascii'
			# shellcheck disable=SC2086
			"$tour" "$one" --size "$size" --lang "$lang" $look >/dev/null || exit 1
			for svg in "$one"/*.svg; do
				rsvg-convert "$svg" -o "$one-$(basename "$svg" .svg).png"
			done
			rm -r "$one"
		done
	done
done
