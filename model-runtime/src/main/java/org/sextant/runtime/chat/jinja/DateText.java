package org.sextant.runtime.chat.jinja;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates as `strftime` writes them, in English.
final class DateText {
    /// `-` leaves out the zeros in front.
    private static final Pattern DIRECTIVE = Pattern.compile("%(-?)(.)", Pattern.DOTALL);

    private DateText() {}

    /// @param format such as `%d %b %Y`
    static String write(LocalDateTime time, String format) {
        return DIRECTIVE.matcher(format).replaceAll(found -> {
            String part = part(time, found.group(2).charAt(0));
            return Matcher.quoteReplacement(found.group(1).isEmpty() ? part : part.replaceFirst("^0+(?=.)", ""));
        });
    }

    private static String part(LocalDateTime time, char directive) {
        String pattern = switch (directive) {
            case 'Y' -> "yyyy";
            case 'y' -> "yy";
            case 'm' -> "MM";
            case 'd' -> "dd";
            case 'e' -> "ppd";
            case 'b', 'h' -> "MMM";
            case 'B' -> "MMMM";
            case 'a' -> "EEE";
            case 'A' -> "EEEE";
            case 'H' -> "HH";
            case 'I' -> "hh";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'p' -> "a";
            case 'j' -> "DDD";
            case 'f' -> "SSSSSS";
            case 'F' -> "yyyy-MM-dd";
            case 'T' -> "HH:mm:ss";
            case 'D' -> "MM/dd/yy";
            case 'R' -> "HH:mm";
            case 'c' -> "EEE MMM ppd HH:mm:ss yyyy";
            case '%' -> "'%'";
            case 'n' -> "'\n'";
            case 't' -> "'\t'";
            case 'Z', 'z' -> "";
            default -> throw new TemplateFailure("“%" + directive + "” is no part of a date that is known here");
        };
        return pattern.isEmpty() ? "" : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }
}
