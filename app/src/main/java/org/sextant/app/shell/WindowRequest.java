package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.Sampling;

/// What the window opens with.
///
/// @param model a folder or name to open first; empty opens the first demo model
/// @param bare opens nothing where no model is given, not even the demo model
/// @param device where models are computed
/// @param dtype what they are computed in
/// @param theme light or dark; empty keeps what the person chose
/// @param size of the window; empty lets it stand where it stood
/// @param seed of what is drawn when text is continued; empty keeps what the person chose
public record WindowRequest(
        Optional<String> model,
        boolean bare,
        String device,
        Dtype dtype,
        Optional<ThemeChoice> theme,
        Optional<Size> size,
        OptionalLong seed) {
    /// A window as the person left it.
    public static final WindowRequest PLAIN = new WindowRequest(Optional.empty(), false, "cpu", Dtype.FLOAT32,
            Optional.empty(), Optional.empty(), OptionalLong.empty());

    /// In pixels.
    public record Size(int width, int height) {}

    /// The request as arguments, for a toolkit that hands on nothing else.
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(
                List.of(Boolean.toString(bare), device, dtype.name(), theme.map(Enum::name).orElse(""),
                        size.map(pixels -> pixels.width() + "x" + pixels.height()).orElse(""),
                        seed.isPresent() ? Long.toString(seed.getAsLong()) : ""));
        model.ifPresent(arguments::add);
        return arguments;
    }

    /// What [#arguments] wrote.
    static WindowRequest of(List<String> arguments) {
        return new WindowRequest(arguments.stream().skip(6).findFirst(), Boolean.parseBoolean(arguments.get(0)),
                arguments.get(1), Dtype.valueOf(arguments.get(2)), given(arguments.get(3)).map(ThemeChoice::valueOf),
                given(arguments.get(4)).map(WindowRequest::size),
                given(arguments.get(5)).map(Long::valueOf).map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    private static Optional<String> given(String argument) {
        return Optional.of(argument).filter(text -> !text.isEmpty());
    }

    private static Size size(String text) {
        int times = text.indexOf('x');
        return new Size(Integer.parseInt(text, 0, times, 10), Integer.parseInt(text, times + 1, text.length(), 10));
    }

    /// The preferences with what was asked for in place of what was kept.
    Preferences applied(Preferences kept) {
        Preferences themed = theme.map(kept::withTheme).orElse(kept);
        if (seed.isEmpty()) {
            return themed;
        }
        Sampling sampling = themed.generation().sampling();
        return themed.withGeneration(themed.generation().withSampling(
                new Sampling(sampling.temperature(), sampling.topK(), sampling.topP(), seed.getAsLong())));
    }

    /// Chooses device and type, and opens the model; where none is given, the demo model if there is one.
    void begin(Workbench bench) {
        bench.models().deviceProperty().set(device);
        bench.models().dtypeProperty().set(dtype);
        if (model.isPresent()) {
            bench.start().open(model.get());
        } else if (!bare) {
            bench.start().begin();
        }
    }
}
