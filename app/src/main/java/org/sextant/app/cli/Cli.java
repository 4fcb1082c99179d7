package org.sextant.app.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;
import org.sextant.app.activations.Aspect;
import org.sextant.app.activations.LensPicture.Colour;
import org.sextant.app.compare.ReportFigure;
import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.log.LogFile;
import org.sextant.app.routing.EffectMeasure;
import org.sextant.app.routing.RoutingMeasure;
import org.sextant.app.shell.WindowRequest;
import org.sextant.app.view.ShortNames;
import org.sextant.assets.demo.DemoModel;
import org.sextant.assets.evaluate.Evaluation;
import org.sextant.runtime.attribution.Alignment;
import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.session.ExpertLoadRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.steering.DerivationMethod;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The command line.
public final class Cli {
    /// All is done.
    public static final int DONE = 0;
    /// It could not be done; one line on standard error says what to mend.
    public static final int FAILED = 2;
    /// The person broke it off.
    public static final int BROKEN_OFF = 130;

    private final CommandContext context;

    Cli(CommandContext context) {
        this.context = context;
    }

    /// Runs one command in this process, with progress on a terminal and Ctrl-C, and gives its exit code.
    public static int runInProcess(String[] args) {
        var out = new StandardOutput();
        var context = new CommandContext(new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isWatched(System.getProperty("sextant.terminal", "false"), System.console()), Session::local,
                ModelAddresses.bundled(),
                Interruption.ofProcess());
        int code = new Cli(context).run(args);
        context.out().flush();
        return out.failure().map(failure -> new Cli(context).tell(failure, false)).orElse(code);
    }

    /// Whether a person watches standard error, as the start script says; where it cannot, the console is asked.
    static boolean isWatched(String said, @Nullable Console console) {
        return said.equals("ask") ? console != null && console.isTerminal() : Boolean.parseBoolean(said);
    }

    /// Opens the window and gives the exit code once it is closed. Takes the short way, past the commands.
    public static int openWindow() {
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var cli = new Cli(
                new CommandContext(err, err, false, Session::local, ModelAddresses.bundled(), new Interruption()));
        try {
            Window.open(WindowRequest.PLAIN);
            return DONE;
        } catch (RuntimeException | Error e) {
            return cli.tell(e, false);
        }
    }

    /// Runs one command and gives its exit code. Nothing is read from or written to but these streams and the files
    /// that the arguments name.
    public static int execute(String[] args, PrintStream out, PrintStream err) {
        return new Cli(
                new CommandContext(out, err, false, Session::local, ModelAddresses.bundled(), new Interruption()))
                .run(args);
    }

    /// A model folder or a demo model alone opens the window on it.
    int run(String... args) {
        CommandLine line = commands();
        boolean model = args.length == 1 && !line.getSubcommands().containsKey(args[0])
                && (args[0].startsWith(DemoModel.PREFIX) || new File(args[0]).isDirectory());
        try {
            return model ? line.execute("ui", args[0]) : line.execute(args);
        } catch (Error failure) {
            // Such as a heap that is full: the person hears of it as of anything else.
            return tell(failure, List.of(args).contains("--debug"));
        }
    }

    private CommandLine commands() {
        var line = new CommandLine(new SextantCommand()).addSubcommand(new InfoCommand(context))
                .addSubcommand(new RunCommand(context)).addSubcommand(new GenerateCommand(context))
                .addSubcommand(new LensCommand(context)).addSubcommand(new ActivationsCommand(context))
                .addSubcommand(new SiteCommand(context)).addSubcommand(new AttentionCommand(context))
                .addSubcommand(new InspectCommand(context)).addSubcommand(new VerifyCommand(context))
                .addSubcommand(new EvaluateCommand(context, new Evaluation()))
                .addSubcommand(new FeaturesCommand(context)).addSubcommand(new FeatureCommand(context))
                .addSubcommand(new AttributeCommand(context)).addSubcommand(new RoutingCommand(context))
                .addSubcommand(new ResonanceCommand(context)).addSubcommand(new EffectCommand(context))
                .addSubcommand(new CompareCommand(context))
                .addSubcommand(sae()).addSubcommand(vector())
                .addSubcommand(replicate())
                .addSubcommand(new UiCommand(context)).addSubcommand(bench())
                .addSubcommand(new HelpCommand());
        line.registerConverter(Statistic.class, new LabelConverter<>(List.of(Statistic.values()), Statistic::label));
        line.registerConverter(DerivationMethod.class,
                new LabelConverter<>(List.of(DerivationMethod.values()), DerivationMethod::label));
        line.registerConverter(Aspect.class, new LabelConverter<>(List.of(Aspect.values()), ShortNames::of));
        line.registerConverter(DeriveMethod.class,
                new LabelConverter<>(DeriveMethod.all(), DeriveMethod::label));
        line.registerConverter(HarvestFile.Table.class, new LabelConverter<>(List.of(HarvestFile.Table.values()),
                table -> table.name().toLowerCase(Locale.ROOT)));
        line.registerConverter(AnswerMetric.class,
                new LabelConverter<>(List.of(AnswerMetric.values()), AnswerMetric::id));
        line.registerConverter(AttributionMethod.class,
                new LabelConverter<>(List.of(AttributionMethod.values()), AttributionMethod::id));
        line.registerConverter(NodeKind.class, new LabelConverter<>(List.of(NodeKind.values()), NodeKind::id));
        line.registerConverter(PatchDirection.class,
                new LabelConverter<>(List.of(PatchDirection.values()), PatchDirection::id));
        line.registerConverter(Alignment.class, new LabelConverter<>(List.of(Alignment.values()), Alignment::id));
        line.registerConverter(Rule.class, new LabelConverter<>(List.of(Rule.values()), Rule::id));
        line.registerConverter(RoutingMeasure.class,
                new LabelConverter<>(List.of(RoutingMeasure.values()), RoutingMeasure::id));
        line.registerConverter(ExpertLoadRequest.Measure.class,
                new LabelConverter<>(List.of(ExpertLoadRequest.Measure.values()), ExpertLoadRequest.Measure::id));
        line.registerConverter(ExpertLoadRequest.Span.class,
                new LabelConverter<>(List.of(ExpertLoadRequest.Span.values()), ExpertLoadRequest.Span::id));
        line.registerConverter(Resonance.Order.class,
                new LabelConverter<>(List.of(Resonance.Order.values()), Resonance.Order::id));
        line.registerConverter(EffectMeasure.class,
                new LabelConverter<>(List.of(EffectMeasure.values()), EffectMeasure::id));
        line.registerConverter(Similarity.class,
                new LabelConverter<>(List.of(Similarity.values()), Similarity::id));
        line.registerConverter(CompareTable.class,
                new LabelConverter<>(List.of(CompareTable.values()), CompareTable::label));
        line.registerConverter(ReportFigure.class,
                new LabelConverter<>(List.of(ReportFigure.values()), ReportFigure::label));
        line.registerConverter(Colour.class, new LabelConverter<>(List.of(Colour.values()), Colour::label));
        line.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(this::misused);
        line.setExecutionExceptionHandler(this::failed);
        return line;
    }

    private CommandLine sae() {
        return new CommandLine(new SaeCommand()).addSubcommand(new TrainSaeCommand(context))
                .addSubcommand(new HarvestCommand(context)).addSubcommand(new ListSaesCommand(context));
    }

    private CommandLine vector() {
        return new CommandLine(new VectorCommand()).addSubcommand(new VectorDeriveCommand(context))
                .addSubcommand(new VectorRefusalCommand(context)).addSubcommand(new ConvertVectorCommand(context))
                .addSubcommand(new VectorSweepCommand(context)).addSubcommand(new VectorCombineCommand(context))
                .addSubcommand(new VectorFeatureCommand(context));
    }

    private CommandLine replicate() {
        return new CommandLine(new ReplicateCommand()).addSubcommand(new ReplicateRelpCommand(context))
                .addSubcommand(new ReplicateMoteCommand(context));
    }

    private CommandLine bench() {
        return new CommandLine(new BenchCommand(context)).addSubcommand(new BenchUiCommand(context));
    }

    private int misused(ParameterException failure, String[] args) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        String what = failure.getMessage().replaceFirst("^Error: ", "");
        tell(what + ", in the arguments of " + command + "; see " + command + " --help");
        return FAILED;
    }

    private int failed(Exception failure, CommandLine line, ParseResult parsed) {
        SextantCommand root = (SextantCommand) line.getCommandSpec().root().userObject();
        return tell(failure, root.debug);
    }

    private int tell(Throwable failure, boolean debug) {
        // What fails while everything is being undone is no news.
        if (context.interruption().isInterrupted()) {
            return BROKEN_OFF;
        }
        if (debug) {
            failure.printStackTrace(context.err());
        }
        if (failure instanceof CancellationException) {
            return BROKEN_OFF;
        }
        if (FailureLine.isWorthLogging(failure)) {
            LoggerFactory.getLogger(Cli.class).error("A command failed", failure);
        }
        tell(FailureLine.of(failure, LogFile.path()));
        return FAILED;
    }

    private void tell(String message) {
        context.err().println("sextant: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    }
}
