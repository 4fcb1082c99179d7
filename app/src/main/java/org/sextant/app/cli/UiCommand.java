package org.sextant.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.sextant.app.activations.Aspect;
import org.sextant.app.shell.ScreenshotRenderer;
import org.sextant.app.shell.ScreenshotRequest;
import org.sextant.app.shell.WindowRequest;
import org.sextant.app.state.Selection;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.view.ShortNames;
import org.sextant.assets.demo.DemoModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The window, or a picture of it without a display.
@Command(name = "ui", description = "Opens the window, or writes a picture of it.")
final class UiCommand implements Runnable {
    private static final Pattern SIZE = Pattern.compile("(\\d{3,5})x(\\d{3,5})");
    private static final int LONGEST = 16_384;
    private static final long MOST_PIXELS = 64_000_000;

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = {
        "a model to open first: a folder, org/name or demo:NAME (default: the demo model)"})
    @Nullable
    String model;

    @Option(names = "--no-model", description = "open no model, where else the demo model is opened")
    boolean bare;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu (default) or cuda:N")
    String device = "cpu";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "float32 (default), float16 or float64")
    String dtype = "float32";

    @Option(names = "--view", paramLabel = "NAME", description = {
        "the view in the picture, such as activations, or one of its pictures, such as activations.lens"})
    @Nullable
    String view;

    @Option(names = "--screenshot", paramLabel = "FILE.png", description = "write a picture instead of opening")
    @Nullable
    Path screenshot;

    @Option(names = "--size", paramLabel = "WxH", description = {
        "in pixels; of a picture 1600x1000 unless given"})
    @Nullable
    String size;

    @Option(names = "--theme", paramLabel = "THEME", description = {
        "light or dark; a picture is light, the window as it was, unless given"})
    @Nullable
    String theme;

    @ArgGroup
    @Nullable
    Given prompt;

    @Mixin
    SeedOption seed = new SeedOption();

    @Mixin
    SteerOption steer = new SteerOption();

    @Option(names = "--show", paramLabel = "ASPECT", description = {
        "what the view shows of --steer in the picture: now (default), unsteered or difference"})
    @Nullable
    Aspect aspect;

    @Option(names = "--compare", paramLabel = "MODEL", description = {
        "what stands beside the model in the picture: a folder, org/name or demo:NAME, or steered: the model "
                + "without --steer beside itself"})
    @Nullable
    String compared;

    @Option(names = "--select", paramLabel = "TOKEN[,LAYER[,HEAD|eEXPERT]]", description = {
        "what is selected in the picture, counted from 0: a token, its vector at a layer, and there a head (14,3,5) or an "
                + "expert (14,3,e26)"})
    @Nullable
    String select;

    @Option(names = "--force", description = "replace an existing file")
    boolean force;

    /// One of them at most.
    static final class Given {
        @Option(names = "--prompt", paramLabel = "TEXT", description = "the prompt to run in the picture")
        @Nullable
        String text;

        @Option(names = "--ids", paramLabel = "1,2,3", split = ",", hideParamSyntax = true, description = {
            "the prompt as token ids"})
        @Nullable
        List<Integer> ids;

        @Option(names = "--chat", paramLabel = "FILE", description = "the prompt as a conversation, a file as of run")
        @Nullable
        Path chat;
    }

    UiCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (screenshot == null) {
            requirePicture("--view", view);
            requirePicture("--prompt, --ids or --chat", prompt);
            requirePicture("--select", select);
            requirePicture("--steer", steer.file);
            requirePicture("--show", aspect);
            requirePicture("--compare", compared);
            Window.open(window());
            return;
        }
        OutputFormat.of(screenshot, List.of(OutputFormat.PNG));
        var output = new OutputOptions();
        output.file = screenshot;
        output.force = force;
        OutputFile.check(screenshot, force);
        byte[] png = ScreenshotRenderer.png(picture(), context.addresses());
        output.write(context.interruption(), temporary -> Files.write(temporary, png));
    }

    private static void requirePicture(String option, @Nullable Object value) {
        if (value != null) {
            throw new CommandException("this option belongs to a picture", "at " + option,
                    "add --screenshot FILE.png, or choose it in the window");
        }
    }

    /// What the window is to open with.
    WindowRequest window() {
        Optional<OpenRequest> checked = model();
        return new WindowRequest(checked.map(_ -> Objects.requireNonNull(model)), bare, device, options().parsedDtype(),
                Optional.ofNullable(theme).map(UiCommand::theme), Optional.ofNullable(size).map(UiCommand::size),
                seed.given());
    }

    /// What is to be drawn. As in the window, where no model is named the first demo model opens, and a demo model runs its
    /// first prompt where none is given.
    ScreenshotRequest picture() {
        WindowRequest.Size pixels = size(size == null ? "1600x1000" : size);
        Optional<DemoModel> demo = model != null
                ? context.addresses().demo(model)
                : bare ? Optional.empty() : context.addresses().first();
        demo.ifPresent(named -> model = named.address());
        return new ScreenshotRequest(model(), Optional.ofNullable(view),
                prompt().or(() -> demo.map(named -> new Prompt.Text(named.firstPrompt()))),
                select == null ? Selection.NONE : SelectedPlace.parse(select),
                steer.sliders(), Optional.ofNullable(aspect).map(ShortNames::of), Optional.ofNullable(compared),
                theme(theme == null ? "light" : theme), pixels.width(), pixels.height());
    }

    private static WindowRequest.Size size(String text) {
        Matcher wanted = SIZE.matcher(text);
        if (!wanted.matches()) {
            throw new CommandException("this is no size", "--size " + text, "give width and height as 1600x1000");
        }
        var pixels = new WindowRequest.Size(Integer.parseInt(wanted.group(1)), Integer.parseInt(wanted.group(2)));
        boolean large = Math.max(pixels.width(), pixels.height()) > LONGEST
                || (long) pixels.width() * pixels.height() > MOST_PIXELS;
        if (large) {
            throw new CommandException("this size is too large to be drawn", "--size " + text,
                    "give up to " + LONGEST + " pixels a side and " + MOST_PIXELS / 1_000_000
                            + " million in all, such as 8000x8000");
        }
        return pixels;
    }

    private Optional<OpenRequest> model() {
        if (bare && model != null) {
            throw new CommandException("a model is named, and none wanted", "at --no-model", "leave one of them out");
        }
        return model == null ? Optional.empty() : Optional.of(options().request(context));
    }

    private ModelOptions options() {
        var options = new ModelOptions();
        options.model = model == null ? "" : model;
        options.device = device;
        options.dtype = dtype;
        return options;
    }

    private Optional<Prompt> prompt() {
        if (prompt == null) {
            return Optional.empty();
        }
        if (prompt.chat != null) {
            return Optional.of(ChatFile.read(prompt.chat));
        }
        return prompt.ids != null
                ? Optional.of(new Prompt.Ids(prompt.ids))
                : Optional.ofNullable(prompt.text).map(Prompt.Text::new);
    }

    private static ThemeChoice theme(String theme) {
        return switch (theme.toLowerCase(Locale.ROOT)) {
            case "light" -> ThemeChoice.LIGHT;
            case "dark" -> ThemeChoice.DARK;
            default -> throw new CommandException("there is no such theme", "--theme " + theme, "choose light or dark");
        };
    }
}
