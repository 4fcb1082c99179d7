package org.sextant.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.sextant.app.shell.ScreenshotRenderer;
import org.sextant.app.shell.ScreenshotRequest;
import org.sextant.app.state.Selection;
import org.sextant.app.state.ThemeChoice;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The window, or a picture of it without a display.
@Command(name = "ui", description = "Opens the window, or writes a picture of it.")
final class UiCommand implements Runnable {
    private static final Pattern SIZE = Pattern.compile("(\\d{3,5})x(\\d{3,5})");
    private static final int LARGEST = 16_384;

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "a model to open first")
    @Nullable
    String model;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu (default) or cuda:N")
    String device = "cpu";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "float32 (default), float16 or float64")
    String dtype = "float32";

    @Option(names = "--view", paramLabel = "NAME", description = "the view in the picture, such as activations")
    @Nullable
    String view;

    @Option(names = "--screenshot", paramLabel = "FILE.png", description = "write a picture instead of opening")
    @Nullable
    Path screenshot;

    @Option(names = "--size", paramLabel = "WxH", description = "size of the picture in pixels, default 1600x1000")
    String size = "1600x1000";

    @Option(names = "--theme", paramLabel = "THEME", description = "light (default) or dark")
    String theme = "light";

    @Option(names = "--prompt", paramLabel = "TEXT", description = "the prompt to run in the picture")
    @Nullable
    String text;

    @Option(names = "--ids", paramLabel = "1,2,3", split = ",", hideParamSyntax = true, description = {
        "the prompt as token ids"})
    @Nullable
    List<Integer> ids;

    @Option(names = "--select", paramLabel = "TOKEN[,LAYER[,HEAD]]", split = ",", hideParamSyntax = true, description = {
        "what is selected in the picture"})
    @Nullable
    List<Integer> select;

    @Option(names = "--force", description = "replace an existing file")
    boolean force;

    UiCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        if (screenshot == null) {
            requirePicture("--view", view);
            requirePicture("--prompt", text);
            requirePicture("--ids", ids);
            requirePicture("--select", select);
            Window.open(model == null ? List.of() : List.of(model));
            return;
        }
        OutputFormat.of(screenshot, List.of(OutputFormat.PNG));
        var output = new OutputOptions();
        output.file = screenshot;
        output.force = force;
        OutputFile.check(screenshot, force);
        byte[] png = ScreenshotRenderer.png(request());
        output.write(context.interruption(), temporary -> Files.write(temporary, png));
    }

    private static void requirePicture(String option, @Nullable Object value) {
        if (value != null) {
            throw new CommandException("this option belongs to a picture", "at " + option,
                    "add --screenshot FILE.png, or choose it in the window");
        }
    }

    private ScreenshotRequest request() {
        Matcher wanted = SIZE.matcher(size);
        if (!wanted.matches() || Math.max(width(wanted), height(wanted)) > LARGEST) {
            throw new CommandException("this is no size", "--size " + size, "give width and height as 1600x1000");
        }
        return new ScreenshotRequest(model(), Optional.ofNullable(view), prompt(), selection(), theme(), width(wanted),
                height(wanted));
    }

    private Optional<OpenRequest> model() {
        if (model == null) {
            return Optional.empty();
        }
        var options = new ModelOptions();
        options.model = model;
        options.device = device;
        options.dtype = dtype;
        return Optional.of(options.request());
    }

    private Optional<Prompt> prompt() {
        return ids != null
                ? Optional.of(new Prompt.Ids(ids))
                : Optional.ofNullable(text).map(Prompt.Text::new);
    }

    private Selection selection() {
        List<Integer> chosen = select == null ? List.of() : select;
        Selection selection = Selection.NONE;
        selection = chosen.isEmpty() ? selection : selection.withToken(chosen.get(0));
        selection = chosen.size() < 2 ? selection : selection.withLayer(chosen.get(1));
        return chosen.size() < 3 ? selection : selection.withHead(chosen.get(2));
    }

    private ThemeChoice theme() {
        return switch (theme.toLowerCase(Locale.ROOT)) {
            case "light" -> ThemeChoice.LIGHT;
            case "dark" -> ThemeChoice.DARK;
            default -> throw new CommandException("there is no such theme", "--theme " + theme, "choose light or dark");
        };
    }

    private static int width(Matcher size) {
        return Integer.parseInt(size.group(1));
    }

    private static int height(Matcher size) {
        return Integer.parseInt(size.group(2));
    }
}
