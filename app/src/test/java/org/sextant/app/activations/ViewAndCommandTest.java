package org.sextant.app.activations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sextant.app.cli.Cli;
import org.sextant.app.state.SiteName;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.ReadTokens;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.steering.PlanFile;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// A view and its command give the same numbers: the data that one exports and the other writes are the same file. Both
/// say the prompt as it was typed.
class ViewAndCommandTest {
    private static final String TYPED = "Ahoy, Tom";

    @TempDir
    Path folder;

    private final Desk desk = new Desk();
    private final Session session = Session.local();
    private Path checkpoint;

    @BeforeEach
    void openAndRun() {
        checkpoint = CheckpointFolder.copyOf("v5/llama", folder.resolve("llama")).withTokenizer().path();
        OpenModel model = new Answered(session.open(new OpenRequest(new ModelLocation.Folder(checkpoint))).await());
        desk.workspace.modelProperty().set(Optional.of(model));
        desk.workspace.runProperty().set(Optional.of(
                model.submit(new RunRequest(new Prompt.Text(TYPED), List.of(), 1, false)).await()));
    }

    @AfterEach
    void close() {
        session.close();
        assertThat(desk.bugs).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void ofEachStatistic(Statistic statistic) throws IOException {
        var statistics = new StatisticsViewModel(desk.sources);
        statistics.statisticProperty().set(statistic);
        statistics.picture().setActive(true);

        assertThat(exported(statistics.picture())).isNotEmpty()
                .isEqualTo(written("activations", "--statistic", statistic.label()));
        assertThat(json(exported(statistics.picture(), PictureExport.Format.JSON)))
                .isEqualTo(json(written("json", "activations", "--statistic", statistic.label())));
    }

    @Test
    void ofTheLens() throws IOException {
        var lens = new LensViewModel(desk.sources);
        lens.picture().setActive(true);

        assertThat(exported(lens.picture())).isNotEmpty()
                .isEqualTo(written("lens", "--top", Integer.toString(LensViewModel.CANDIDATES)));
        assertThat(folder.resolve("view.csv.provenance.json"))
                .hasSameBinaryContentAs(folder.resolve("command.csv.provenance.json"));
        assertThat(json(exported(lens.picture(), PictureExport.Format.JSON)))
                .isEqualTo(json(written("json", "lens", "--top", Integer.toString(LensViewModel.CANDIDATES))));
    }

    @Test
    void ofAPictureWithItsCaptionAndWhereItCameFrom() throws IOException {
        var statistics = new StatisticsViewModel(desk.sources);
        statistics.picture().setActive(true);

        String picture = new String(exported(statistics.picture(), PictureExport.Format.SVG), StandardCharsets.UTF_8);
        assertThat(picture.substring(picture.indexOf("<desc"), picture.indexOf("</desc")))
                .contains("prompt: " + TYPED);
        assertThat(picture).contains("“" + TYPED + "”")
                .isEqualTo(new String(written("svg", "activations", "--statistic", "norm"), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"blocks.1.hook_resid_post,", "blocks.0.attn.hook_z,1", "blocks.0.attn.hook_k,0", "hook_embed,"})
    void ofASite(String site, @Nullable Integer head) throws IOException {
        var view = new SiteViewModel(desk.sources);
        view.picture().setActive(true);
        desk.workspace.select(desk.workspace.selection().withLayer(SiteName.parse(site).layer().orElse(0))
                .withSite(site));
        var options = new ArrayList<>(List.of("--site", site));
        if (head != null) {
            view.chooseHead(OptionalInt.of(head));
            options.addAll(List.of("--head", head.toString()));
        }

        assertThat(exported(view.picture())).isNotEmpty()
                .isEqualTo(written("csv", "site", options.toArray(String[]::new)));
    }

    @Test
    void ofAttention() throws IOException {
        var attention = new AttentionViewModel(desk.sources);
        attention.picture().setActive(true);
        attention.chooseLayer(1);

        assertThat(exported(attention.picture())).isNotEmpty().isEqualTo(written("csv", "attention", "--layer", "1"));
        assertThat(json(exported(attention.picture(), PictureExport.Format.JSON)).getFirst())
                .isEqualTo(json(written("json", "attention", "--layer", "1", "--head", "1")).getFirst());
    }

    @Test
    void ofOneVector() throws IOException {
        var inspector = new InspectorViewModel(desk.sources);
        inspector.setActive(true);
        desk.workspace.select(desk.workspace.selection().withToken(2).withLayer(1).withSite("blocks.1.hook_resid_mid"));
        Inspection shown = inspector.inspectionProperty().get().orElseThrow();
        Path file = folder.resolve("view.csv");
        new PictureExport(desk.tasks, name -> Optional.of(file), saved -> {}).save(shown.histogram(),
                shown.result().provenance(), PictureExport.Format.CSV);
        String[] options = {"--site", "blocks.1.hook_resid_mid", "--position", "2"};
        JsonNode told = new ObjectMapper().readTree(written("json", "inspect", options));

        assertThat(Files.readAllBytes(file)).isEqualTo(written("csv", "inspect", options));
        assertThat(told.get("dimensions").intValue()).isEqualTo(shown.result().values().length());
        shown.result().statistics().forEach((statistic, value) -> assertThat(
                told.get("statistics").get(statistic.label()).floatValue()).isEqualTo(value));
        assertThat(told.get("top_dimensions").get(0).get("value").floatValue())
                .isEqualTo(shown.result().topDimensions().getFirst().value());
        assertThat(told.get("lens").get(0).get("logit").floatValue())
                .isEqualTo(shown.result().lens().getFirst().logit());
    }

    /// Each picture with the sliders, and what the sliders change.
    @ParameterizedTest
    @EnumSource(value = Aspect.class, names = "UNSTEERED", mode = EnumSource.Mode.EXCLUDE)
    void ofASteeredModel(Aspect aspect) throws IOException {
        steer();
        desk.aspect.aspectProperty().set(aspect);
        desk.workspace.select(desk.workspace.selection().withLayer(1).withHead(0)
                .withSite("blocks.1.hook_resid_post"));
        var statistics = new StatisticsViewModel(desk.sources);
        var site = new SiteViewModel(desk.sources);
        var attention = new AttentionViewModel(desk.sources);
        var lens = new LensViewModel(desk.sources);

        assertSteeredAlike(statistics.picture(), aspect, "activations");
        assertSteeredAlike(site.picture(), aspect, "site", "--site", "blocks.1.hook_resid_post");
        assertSteeredAlike(attention.picture(), aspect, "attention", "--layer", "1", "--head", "0");
        assertSteeredAlike(lens.picture(), aspect, "lens", "--top", Integer.toString(LensViewModel.CANDIDATES));
    }

    private void assertSteeredAlike(PictureModel<?, ?> picture, Aspect aspect, String command, String... options)
            throws IOException {
        picture.setActive(true);
        String[] steered = steered(aspect, options);
        byte[] data = exported(picture);
        assertThat(data).isEqualTo(written("csv", command, steered));
        assertThat(data).isNotEqualTo(written("csv", command, options));
        assertThat(folder.resolve("view.csv.provenance.json"))
                .content().contains("edit=add 3.0 at blocks.0.hook_resid_post")
                .matches(text -> text.contains("now - unsteered") == (aspect == Aspect.DIFFERENCE));
        String title = aspect == Aspect.NOW ? ", now<" : ", now − unsteered<";
        assertThat(text(exported(picture, PictureExport.Format.SVG))).contains(title);
        assertThat(text(written("svg", command, steered))).contains(title);
        picture.setActive(false);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void ofWhatSteeringChangesInOneVector() throws IOException {
        steer();
        desk.aspect.aspectProperty().set(Aspect.DIFFERENCE);
        var inspector = new InspectorViewModel(desk.sources);
        inspector.setActive(true);
        desk.workspace.select(desk.workspace.selection().withToken(2).withLayer(1).withSite("blocks.1.hook_resid_mid"));
        Inspection shown = inspector.inspectionProperty().get().orElseThrow();
        VectorDifference change = shown.difference().orElseThrow();
        String[] options = steered(Aspect.DIFFERENCE, "--site", "blocks.1.hook_resid_mid", "--position", "2");
        JsonNode told = new ObjectMapper().readTree(written("json", "inspect", options));
        Path file = folder.resolve("view.csv");
        new PictureExport(desk.tasks, name -> Optional.of(file), saved -> {}).save(shown.histogram(),
                shown.provenance(), PictureExport.Format.CSV);

        assertThat(Files.readAllBytes(file)).isEqualTo(written("csv", "inspect", options));
        JsonNode norm = told.get("statistics").get("norm");
        assertThat(norm.get("now").floatValue()).isEqualTo(change.now().statistics().get(Statistic.NORM));
        assertThat(norm.get("unsteered").floatValue()).isEqualTo(change.unsteered().statistics().get(Statistic.NORM));
        assertThat(norm.get("difference").floatValue()).isEqualTo(change.change(Statistic.NORM)).isNotZero();
        VectorDifference.Entry first = change.topDimensions(1).getFirst();
        assertThat(told.get("top_dimensions").get(0).get("dimension").intValue()).isEqualTo(first.index());
        assertThat(told.get("top_dimensions").get(0).get("difference").floatValue()).isEqualTo(first.difference());
        assertThat(told.get("lens_now")).isNotEqualTo(told.get("lens_unsteered")).isNotEmpty();
        assertThat(told.get("provenance").toString()).contains("now - unsteered", "edit=add 3.0");
    }

    /// Moves a slider and lets it rest; a plan of the same stands in a file.
    private void steer() throws IOException {
        int width = desk.workspace.modelProperty().get().orElseThrow().card().dModel();
        float[] vector = new float[width];
        for (int index = 0; index < width; index++) {
            vector[index] = index % 3 - 1;
        }
        Files.writeString(folder.resolve("plan.json"), """
                {"edits": [{"site": "blocks.0.hook_resid_post", "operation": "add", "vector": %s,
                  "coefficient": 3}]}""".formatted(Arrays.toString(vector)));
        desk.plan.set(PlanFile.read(folder.resolve("plan.json")));
        desk.rest();
    }

    private String[] steered(Aspect aspect, String... options) {
        var all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--steer", folder.resolve("plan.json").toString()));
        if (aspect == Aspect.DIFFERENCE) {
            all.add("--against-unsteered");
        }
        return all.toArray(String[]::new);
    }

    /// The rows, and how to get them again.
    private static List<JsonNode> json(byte[] document) throws IOException {
        JsonNode json = new ObjectMapper().readTree(document);
        return List.of(json.required("rows"), json.required("provenance"));
    }

    private byte[] exported(PictureModel<?, ?> picture) throws IOException {
        return exported(picture, PictureExport.Format.CSV);
    }

    private byte[] exported(PictureModel<?, ?> picture, PictureExport.Format format) throws IOException {
        Path file = folder.resolve("view" + format.ending());
        new PictureExport(desk.tasks, name -> Optional.of(file), saved -> {})
                .save(picture.drawingProperty().get().orElseThrow(), format);
        return Files.readAllBytes(file);
    }

    private byte[] written(String command, String option, String value) throws IOException {
        return written("csv", command, new String[]{option, value});
    }

    private byte[] written(String ending, String command, String... options) throws IOException {
        Path file = folder.resolve("command." + ending);
        var err = new ByteArrayOutputStream();
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        var arguments = new ArrayList<>(List.of(command, checkpoint.toString(), "--prompt", TYPED, "--out",
                file.toString(), "--force"));
        arguments.addAll(List.of(options));
        int code = Cli.execute(arguments.toArray(String[]::new), stream, stream);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        return Files.readAllBytes(file);
    }

    /// A model whose jobs are done when they are given, so that their answers come on the test's own thread.
    private record Answered(OpenModel model) implements OpenModel {
        @Override
        public ModelCard card() {
            return model.card();
        }

        @Override
        public List<ReadTokens> read(List<Prompt> prompts, TokenPosition rule, boolean padded) {
            return model.read(prompts, rule, padded);
        }

        @Override
        public List<Token> tokenize(Prompt prompt) {
            return model.tokenize(prompt);
        }

        @Override
        public String render(Prompt.Chat chat) {
            return model.render(chat);
        }

        @Override
        public <R> Job<R> submit(Request<R> request) {
            return done(model.submit(request));
        }

        @Override
        public <R> Job<R> submitLatest(String lane, Request<R> request) {
            return done(model.submitLatest(lane, request));
        }

        private static <R> Job<R> done(Job<R> job) {
            job.await();
            return job;
        }

        @Override
        public void steer(SteeringPlan plan) {
            model.steer(plan);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
