package org.sextant.app.cli;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads one of a fixed set by the word that the window and the command line show for it.
///
/// @param label the word of each value
record LabelConverter<E>(List<E> values, Function<E, String> label) implements ITypeConverter<E> {
    @Override
    public E convert(String text) {
        return values.stream().filter(value -> label.apply(value).equals(text)).findFirst().orElseThrow(
                () -> new TypeConversionException("'" + text + "' is none of "
                        + values.stream().map(label).collect(Collectors.joining(", "))));
    }
}
