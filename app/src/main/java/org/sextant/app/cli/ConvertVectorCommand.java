package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.steering.ImportedVector;
import org.sextant.runtime.steering.OpenQuestion;
import org.sextant.runtime.steering.OpenQuestion.Topic;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a vector in another format and says what its file leaves open.
@Command(name = "convert", description = {
    "Writes steering vectors in another format, picked by the ending: .safetensors, .gguf, .svec or .npz.",
    "What IN leaves open is told on standard error, and noted in OUT under assumed, unless an option answers it."})
final class ConvertVectorCommand implements Runnable {
    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "IN", description = "file with a direction for one layer or more")
    Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "file to write")
    Path out = Path.of("");

    @Option(names = "--site", paramLabel = "NAME", description = {
        "where in a block the directions belong, as hook_resid_post"})
    @Nullable
    String site;

    @Option(names = "--layer-offset", paramLabel = "N", description = {
        "added to IN's numbers of layers; -1 where they count hidden states, the embedding being 0"})
    @Nullable
    String layerOffset;

    @Option(names = "--scale", paramLabel = "X|unit", description = {
        "multiplies the directions, 1 if their lengths are meant; unit makes each one long"})
    @Nullable
    String scale;

    @Option(names = "--operation", paramLabel = "NAME", description = {
        "what is done with them: add, add_normalised, ablate or affine"})
    @Nullable
    String operation;

    @Mixin
    SeedOption seed = new SeedOption();

    @Option(names = "--force", description = "replace an existing file")
    boolean force;

    @Option(names = "--json", description = "print one JSON document on standard output")
    boolean json;

    ConvertVectorCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        OutputFile.check(out, force);
        ImportedVector imported = answered(VectorFile.inspect(in));
        SteeringVector vector = imported.noted();
        List<String> warnings = VectorFile.cautions(vector, out);
        var output = new OutputOptions();
        output.file = out;
        output.force = force;
        output.write(context.interruption(), temporary -> VectorFile.write(vector, temporary));
        if (json) {
            context.out().println(JsonDocuments.text(
                    Documents.ConvertedVector.of(in, out, vector, imported.questions(), warnings)));
        } else {
            tell(vector, imported.questions(), warnings);
        }
    }

    private ImportedVector answered(ImportedVector imported) {
        ImportedVector answered = imported;
        for (Map.Entry<Topic, String> answer : answers().entrySet()) {
            answered = answered.answer(answer.getKey(), answer.getValue());
        }
        return answered;
    }

    private Map<Topic, String> answers() {
        Map<Topic, String> answers = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            String answer = switch (topic) {
                case SITE -> site;
                case LAYER_OFFSET -> layerOffset;
                case SCALE -> scale;
                case OPERATION -> operation;
            };
            if (answer != null) {
                answers.put(topic, answer);
            }
        }
        return answers;
    }

    private void tell(SteeringVector vector, List<OpenQuestion> questions, List<String> warnings) {
        questions.forEach(question -> context.err().println("sextant: question: " + question + ", --"
                + question.topic().id().replace('_', '-')));
        warnings.forEach(warning -> context.err().println("sextant: warning: " + warning));
        context.out().println(out + ": " + vector.site().suffix() + " of layers " + vector.byLayer().keySet()
                + ", width " + vector.width());
    }
}
