package org.sextant.app.cli;

import java.util.stream.Stream;

import org.sextant.runtime.session.TokenPosition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a rule for the token of a prompt: `last`, `mean`, `-2`, `instruction-end`, `after-instruction`.
final class PositionConverter implements ITypeConverter<TokenPosition> {
    @Override
    public TokenPosition convert(String text) {
        if (text.matches("-[1-9]\\d{0,5}")) {
            return TokenPosition.fromEnd(Integer.parseInt(text));
        }
        Stream<TokenPosition> rules = Stream.of(TokenPosition.LAST, TokenPosition.MEAN, TokenPosition.INSTRUCTION_END,
                TokenPosition.AFTER_INSTRUCTION);
        return rules.filter(rule -> rule.label().equals(text)).findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + "last, mean, -2, instruction-end, after-instruction"));
    }
}
