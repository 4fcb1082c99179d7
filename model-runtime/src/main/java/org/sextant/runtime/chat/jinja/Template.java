package org.sextant.runtime.chat.jinja;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.OutputTooBigException;
import com.hubspot.jinjava.lib.tag.Tag;
import org.sextant.runtime.chat.jinja.TemplateSource.Piece;

/// A template, ready to be rendered. Safe on any thread.
public final class Template {
    private static final int LONGEST_SOURCE = 1_000_000;

    private final List<Piece> pieces;
    private final String nesting;
    private final Map<Integer, Object> parsed = new ConcurrentHashMap<>();
    private final Jinjava engine;

    private Template(List<Piece> pieces, String nesting) {
        this.pieces = pieces;
        this.nesting = nesting;
        this.engine = new Jinjava(JinjavaConfig.newBuilder().withNestedInterpretationEnabled(false)
                .withMaxOutputSize(Budget.LARGEST).build());
        List<Tag> tags = List.of(new IfTag(), new ForTag(), new SetTag(), new SetBlockTag(), new MacroTag(),
                new CallTag(), new GenerationTag(), new WithTag(), new FilterTag(), new JumpTag(JumpTag.BREAK),
                new JumpTag(JumpTag.CONTINUE));
        tags.forEach(engine::registerTag);
    }

    /// Reads a template.
    ///
    /// @throws TemplateFailure if its statements are not in order; what they say is read when it is needed
    public static Template of(String source) {
        if (source.length() > LONGEST_SOURCE) {
            throw new TemplateFailure("the template is longer than " + LONGEST_SOURCE + " characters");
        }
        List<Piece> pieces = TemplateSource.pieces(source);
        return new Template(pieces, Nesting.write(pieces));
    }

    /// Renders it.
    ///
    /// @param variables what the template is given, as values of a template
    /// @param longest how long it may take
    /// @throws TemplateFailure if it cannot be rendered, or refuses itself
    public String render(Map<String, ?> variables, Duration longest) {
        Scope scope = Scope.outermost(new Budget(longest));
        variables.forEach(scope::set);
        Context context = new Context(engine.getGlobalContextCopy());
        TemplateInterpreter interpreter = new TemplateInterpreter(engine, context, this, scope);
        try {
            String text = interpreter.render(nesting);
            if (!interpreter.getErrorsCopy().isEmpty()) {
                throw new TemplateFailure(interpreter.getErrorsCopy().getFirst().getMessage());
            }
            return text;
        } catch (InterpretException wrapped) {
            throw cause(wrapped);
        } catch (OutputTooBigException tooBig) {
            throw new TemplateFailure("the rendered text is longer than " + Budget.LARGEST + " characters", tooBig);
        } catch (StackOverflowError deep) {
            throw new TemplateFailure("the template is nested too deeply", deep);
        }
    }

    private static TemplateFailure cause(InterpretException wrapped) {
        for (Throwable cause = wrapped; cause != null; cause = cause.getCause()) {
            if (cause instanceof TemplateFailure failure) {
                return failure;
            }
        }
        return new TemplateFailure(String.valueOf(wrapped.getMessage()), wrapped);
    }

    Piece piece(int index) {
        return pieces.get(index);
    }

    /// What a piece means, read when it is first asked for.
    ///
    /// @param read from the piece's text
    @SuppressWarnings("unchecked") // One piece is read by one reader alone.
    <T> T parsed(int index, Function<String, T> read) {
        return (T) parsed.computeIfAbsent(index, place -> read.apply(pieces.get(place).text()));
    }
}
