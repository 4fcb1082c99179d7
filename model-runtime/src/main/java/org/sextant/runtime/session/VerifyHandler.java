package org.sextant.runtime.session;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.ModelTokenizer;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.session.VerifyResult.Trust;
import org.sextant.runtime.verify.Check;
import org.sextant.runtime.verify.ModelProbe;
import org.sextant.runtime.verify.ModelProbe.Finding;
import org.sextant.runtime.verify.ReferenceProbe;
import org.sextant.runtime.verify.SelfChecks;
import org.sextant.runtime.verify.Tolerances;

/// Checks a model against itself, against a rerun in float64 on the CPU, and against a recording where there is one.
final class VerifyHandler {
    private static final List<String> TEXTS = List.of("When Anna and Tom went to the market, Anna gave the rope to",
            "Ça coûte 3,50 € — naïve façade, 東京 🙂", "  two  spaces,\ttabs\nand\n\nlines ",
            "for (int i = 0; i < 10; i++) { sum += x[i]; }");

    private final LoadedModel model;
    private final WorkingMemory memory;
    private final MemoryBudget budget;

    VerifyHandler(LoadedModel model, MemoryBudget budget, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
        this.budget = budget;
    }

    VerifyResult answer(VerifyRequest request, JobContext context) {
        int[] ids = model.prompts().runnable(request.prompt());
        if (ids.length < ModelProbe.LEAST_TOKENS) {
            throw new RequestException("a prompt of " + ids.length + " tokens is too short to verify a model",
                    "in the request", "give " + ModelProbe.LEAST_TOKENS + " tokens or more");
        }
        memory.require(Workload.pass(ids.length, ids.length));
        List<Check> checks = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        BlockListener listener = LoadedModel.between(context);
        ModelProbe probe = new ModelProbe(model.transformer(), ids, listener);
        Finding finding = probe.whole();
        checks.addAll(SelfChecks.of(finding, tolerances()));
        try (Checkpoint checkpoint = Checkpoint.open(model.card().folder())) {
            checks.addAll(rerun(checkpoint, ids, probe, finding, listener, notes));
            checkpoint.tokenizer().ifPresentOrElse(tokenizer -> checks.add(roundTrip(tokenizer)),
                    () -> notes.add("the folder has no tokenizer, so no text was read back"));
        }
        request.reference().ifPresent(path -> {
            try (Arena arena = Arena.ofConfined()) {
                RecordedTensors.in(path, arena).forEach(recording -> checks.addAll(compared(recording, listener)));
            }
        });
        return new VerifyResult(trust(checks, request), checks.stream().map(VerifyHandler::told).toList(), notes,
                model.provenance(request.prompt(), ids, List.of(), "verify"));
    }

    private static VerifyResult.Check told(Check check) {
        return new VerifyResult.Check(check.name(), check.value(), check.tolerance(), check.ok());
    }

    private Tolerances tolerances() {
        return Tolerances.of(model.transformer().type());
    }

    private static Trust trust(List<Check> checks, VerifyRequest request) {
        if (!checks.stream().allMatch(Check::ok)) {
            return Trust.WRONG;
        }
        return request.reference().isPresent() ? Trust.MATCHES_REFERENCE : Trust.SELF_CONSISTENT;
    }

    /// The whole model where it fits into memory once more, else as many of its last blocks as fit.
    private List<Check> rerun(Checkpoint checkpoint, int[] ids, ModelProbe probe, Finding narrow,
            BlockListener listener, List<String> notes) {
        ModelSpec spec = model.transformer().spec();
        int blocks = blocksThatFit(checkpoint, spec);
        if (blocks == 0) {
            notes.add("not one block fits into memory in float64 beside the model, so none was run again");
            return List.of();
        }
        boolean whole = blocks == spec.layers();
        if (!whole) {
            notes.add("the last " + blocks + " of " + spec.layers()
                    + " blocks were run again in float64, as many as fit into memory");
        }
        double[] residual = whole ? new double[0] : probe.residual(spec.layers() - blocks);
        try (Transformer wide = ModelLoader.loadLast(checkpoint, blocks, Device.cpu(), DataType.FLOAT64,
                (done, total) -> listener.before(0, blocks))) {
            ModelProbe wideProbe = new ModelProbe(wide, ids, listener);
            return SelfChecks.shrinking(narrow, whole ? wideProbe.whole() : wideProbe.from(residual), tolerances());
        }
    }

    private int blocksThatFit(Checkpoint checkpoint, ModelSpec spec) {
        int blocks = spec.layers();
        while (blocks > 0 && !budget.fits(
                MemoryEstimate.of(spec, ModelLoader.parameters(checkpoint, blocks), Dtype.FLOAT64), "cpu")) {
            blocks /= 2;
        }
        return blocks;
    }

    /// Texts that come back as other ids once written out and read again. A tokenizer may change a text, such as its
    /// spaces, but what it made of it must stay.
    private static Check roundTrip(ModelTokenizer tokenizer) {
        long changed = TEXTS.stream().filter(text -> {
            int[] once = tokenizer.encode(text, false);
            int[] again = tokenizer.encode(tokenizer.decode(once, false), false);
            return !Arrays.equals(once, again);
        }).count();
        return new Check("tokens written out and read again are the same (texts that differ)", changed, 0);
    }

    private List<Check> compared(RecordedTensors recording, BlockListener listener) {
        recording.requireIdsOf(model.card());
        List<Check> checks = new ArrayList<>();
        new ReferenceProbe(model.transformer(), recording, listener).differences(model.endTokens())
                .forEach((name, value) -> checks.add(new Check("reference: " + name, value,
                        name.contains("tokens") ? 0 : tolerances().reference())));
        if (checks.isEmpty()) {
            throw recording.nothingToCompare();
        }
        return checks;
    }
}
