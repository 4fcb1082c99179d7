package org.sextant.app.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The colours of a theme as opaque ARGB, read from the theme's own style sheet, so that windows, charts and exported
/// figures cannot drift apart.
///
/// @param name `light` or `dark`
/// @param background what a picture lies on, and what zero looks like on a signed scale
/// @param surface panels beside the picture
/// @param foreground text
/// @param muted secondary text: axis labels, notes
/// @param border hairlines
/// @param missing the hatching of absent values
/// @param accent selection, and nothing else
/// @param positive the upper end of a signed scale
/// @param negative the lower end of a signed scale
/// @param categories eight colours that stay apart for colour-blind eyes
public record Palette(
        String name,
        int background,
        int surface,
        int foreground,
        int muted,
        int border,
        int missing,
        int accent,
        int positive,
        int negative,
        List<Integer> categories) {
    private static final Pattern TOKEN = Pattern.compile("-sx-([a-z0-9-]+):\\s*#([0-9a-fA-F]{6});");
    private static final int CATEGORIES = 8;

    public Palette {
        categories = List.copyOf(categories);
    }

    public static Palette light() {
        return Themes.LIGHT;
    }

    public static Palette dark() {
        return Themes.DARK;
    }

    /// The palette of that name; light for any name that is not `dark`.
    public static Palette named(String name) {
        return "dark".equals(name) ? dark() : light();
    }

    public boolean isDark() {
        return Oklab.of(background).lightness() < 0.5;
    }

    /// Address of the style sheet that holds these tokens, as a scene takes it.
    public String stylesheet() {
        return resource(name).toExternalForm();
    }

    /// Foreground or background, whichever reads better on a cell of this colour.
    public int textOn(int argb) {
        double ground = Oklab.of(argb).lightness();
        double gain = Math.abs(Oklab.of(foreground).lightness() - ground)
                - Math.abs(Oklab.of(background).lightness() - ground);
        return gain >= 0 ? foreground : background;
    }

    private static Palette read(String name) {
        Map<String, Integer> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(text(resource(name)));
        while (matcher.find()) {
            tokens.put(matcher.group(1), 0xff000000 | Integer.parseInt(matcher.group(2), 16));
        }
        return new Palette(
                name,
                token(tokens, "bg"),
                token(tokens, "surface"),
                token(tokens, "fg"),
                token(tokens, "muted"),
                token(tokens, "border"),
                token(tokens, "missing"),
                token(tokens, "accent"),
                token(tokens, "positive"),
                token(tokens, "negative"),
                IntStream.rangeClosed(1, CATEGORIES).mapToObj(n -> token(tokens, "category-" + n)).toList());
    }

    private static int token(Map<String, Integer> tokens, String name) {
        return Objects.requireNonNull(tokens.get(name), () -> "no colour -sx-" + name + " in the theme");
    }

    private static URL resource(String name) {
        String path = "/org/sextant/app/theme/sextant-" + name + ".css";
        return Objects.requireNonNull(Palette.class.getResource(path), path);
    }

    private static String text(URL resource) {
        try (InputStream in = resource.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Read at first use, once.
    private static final class Themes {
        private static final Palette LIGHT = read("light");
        private static final Palette DARK = read("dark");
    }
}
