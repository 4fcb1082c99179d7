package org.sextant.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.ProvenanceFile;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.app.compare.CompareReport;
import org.sextant.app.compare.LayersPicture;
import org.sextant.app.compare.PositionsPicture;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.CompareLayersRequest;
import org.sextant.runtime.session.ComparePromptRequest;
import org.sextant.runtime.session.CompareSide;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.steering.PlanFile;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Two models side by side, or one under two plans.
@Command(name = "compare", description = {
    "How two models differ, layer by layer and position by position, as CSV, JSON or a heatmap of layers.",
    "MODEL twice with --steer-b PLAN.json compares it with itself under steering."})
final class CompareCommand implements Runnable {
    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "MODEL_A", description = {
        "a folder in Hugging Face layout, org/name or org/name@revision in the local Hugging Face cache, or demo:NAME"})
    String modelA = "";

    @Parameters(index = "1", paramLabel = "MODEL_B", description = "the other one, or the same again")
    String modelB = "";

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu (default) or cuda:N, of both")
    String device = "cpu";

    @Option(names = "--dtype", paramLabel = "TYPE", description = "float32 (default), float16 or float64, of both")
    String dtype = "float32";

    @Mixin
    SeedOption seed = new SeedOption();

    @Mixin
    CompareInputs inputs = new CompareInputs();

    @Option(names = "--site", paramLabel = "GLOB,…", split = ",", hideParamSyntax = true, description = {
        "sites to compare (default: the input of block 0, then each block's hook_resid_post)"})
    List<String> sites = List.of();

    @Option(names = "--steer-a", paramLabel = "PLAN.json", description = "edits that hold in MODEL_A meanwhile")
    @Nullable
    Path steerA;

    @Option(names = "--steer-b", paramLabel = "PLAN.json", description = "edits that hold in MODEL_B meanwhile")
    @Nullable
    Path steerB;

    @Option(names = "--statistic", paramLabel = "NAME,…", split = ",", hideParamSyntax = true, description = {
        "cka (default), cka-debiased, cka-rbf, cca, svcca, pwcca, procrustes; the first is the matrix that is given"})
    Set<Similarity> statistics = new LinkedHashSet<>();

    @Option(names = "--table", paramLabel = "NAME", description = {
        "what CSV gives: layers (default), matrix, positions, tokens (candidates for the next one), activations"})
    CompareTable table = CompareTable.LAYERS;

    @Option(names = "--top", paramLabel = "N", description = {
        "candidates of each side at each position (default: ${DEFAULT-VALUE})"})
    int top = 5;

    @Option(names = "--longest", paramLabel = "N", description = {
        "tokens of a text that count for layers, at the most (default: ${DEFAULT-VALUE})"})
    int longest = CompareLayersRequest.Limits.DEFAULT.longest();

    @Option(names = "--skip", paramLabel = "N", description = {
        "tokens at the start of each text that do not count for layers (default: 0)"})
    int skipped = CompareLayersRequest.Limits.DEFAULT.skipped();

    @Option(names = "--sample", paramLabel = "N", description = {
        "tokens that cka-rbf draws by lot, at the most (default: ${DEFAULT-VALUE})"})
    int sample = CompareLayersRequest.Limits.DEFAULT.sample();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    ReportOption report = new ReportOption();

    CompareCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Results results = Results.prepare(context, output, inputs.many(), OutputFormat.CSV, OutputFormat.JSON,
                OutputFormat.PNG, OutputFormat.SVG, OutputFormat.PDF);
        report.check(output.force, inputs.source.corpus == null);
        requirePossible();
        List<LabelledPrompt> prompts = inputs.prompts();
        CompareSide a = new CompareSide(plan(steerA), sites);
        CompareSide b = new CompareSide(plan(steerB), sites);
        try (PairWork work = PairWork.open(context, request(modelA), request(modelB))) {
            Similarity shown = statistics.isEmpty() ? Similarity.CKA : statistics.iterator().next();
            LayersPicture layers = new LayersPicture(work.ask(new CompareLayersRequest(inputs.texts(prompts), a, b,
                    wanted(), new CompareLayersRequest.Limits(longest, skipped, sample))), shown);
            List<PositionsPicture> positions = new ArrayList<>();
            for (LabelledPrompt prompt : prompts) {
                positions.add(new PositionsPicture(work.ask(new ComparePromptRequest(prompt.prompt(), a, b, top))));
            }
            Compared compared = new Compared(layers, positions, prompts);
            Optional<CompareReport> page = report.page(compared, seed);
            deliver(results, compared, work.warnings());
            page.ifPresent(made -> report.write(made, output.force, context.interruption()));
        }
    }

    private void requirePossible() {
        Ranges.atLeast(0, top, "--top");
        Ranges.atLeast(1, longest, "--longest");
        Ranges.atLeast(0, skipped, "--skip");
        Ranges.atLeast(2, sample, "--sample");
        if (inputs.source.corpus != null && table.ofPositions()) {
            throw new CommandException("of a corpus layers alone are compared", "--table " + table.label(),
                    "choose layers or matrix, or give --prompt or --prompts");
        }
    }

    private static SteeringPlan plan(@Nullable Path file) {
        return file == null ? SteeringPlan.NONE : PlanFile.read(file);
    }

    private OpenRequest request(String model) {
        ModelOptions options = new ModelOptions();
        options.model = model;
        options.device = device;
        options.dtype = dtype;
        return options.request(context);
    }

    /// Linear and debiased CKA always, since every layer's row has them.
    private Set<Similarity> wanted() {
        Set<Similarity> wanted = EnumSet.of(Similarity.CKA, Similarity.CKA_DEBIASED);
        wanted.addAll(statistics);
        return wanted;
    }

    private void deliver(Results results, Compared compared, List<String> warnings) {
        compared.notes().forEach(note -> context.err().println("sextant: note: " + note));
        Provenance provenance = seed.into(compared.layers().provenance());
        if (results.format().filter(OutputFormat::picture).isPresent()) {
            results.file(temporary -> PictureFile.write(HeatmapFigure.of(compared.layers().heatmap()), provenance,
                    temporary));
        }
        if (results.toFile(OutputFormat.CSV)) {
            results.file(temporary -> {
                try (Writer csv = Files.newBufferedWriter(temporary)) {
                    write(compared, csv);
                }
                writeProvenance(compared, temporary);
            });
        }
        if (results.plain()) {
            print(compared);
        }
        if (results.wantsJson()) {
            results.json(CompareDocument.of(compared, seed, warnings));
        }
    }

    private void writeProvenance(Compared compared, Path csv) throws IOException {
        if (table.ofPositions() && inputs.many()) {
            ProvenanceFile.write(compared.sources(seed), csv);
        } else {
            ProvenanceFile.write(seed.into(table.ofPositions()
                    ? compared.positions().getFirst().provenance()
                    : compared.layers().provenance()), csv);
        }
    }

    private void write(Compared compared, Appendable out) throws IOException {
        Stream<DataTable> tables = compared.tables(table, inputs.many());
        DataTable.writeCsv(tables, out);
    }

    private void print(Compared compared) {
        try {
            write(compared, context.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
