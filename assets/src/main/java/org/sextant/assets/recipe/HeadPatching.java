package org.sextant.assets.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.assets.prompts.AskedToken;
import org.sextant.assets.world.PromptPair;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.ModelTokenizer;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.NativeMemory;

/// Which heads a task goes through: each head's output `hook_z` at the last position is replaced by what it is on the
/// corrupt prompt, and the share of the logit difference that this takes away is its part (METHODS.md 1.2, noising:
/// `(LD_clean − LD_patched) / (LD_clean − LD_corrupt)` with `LD = logit[answer] − logit[wrong]`, each averaged over the
/// prompts before dividing).
final class HeadPatching implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final Transformer transformer;
    private final ModelTokenizer tokenizer;

    HeadPatching(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
        this.tokenizer = checkpoint.tokenizer().orElseThrow();
        this.transformer = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (_, _) -> {}).transformer();
    }

    /// One head and its part.
    ///
    /// @param part of the logit difference that is lost without it; below zero where it works against the answer
    record Head(int layer, int head, double part) {
        String name() {
            return layer + "." + head;
        }
    }

    /// A prompt pair as ids of one length.
    @SuppressWarnings("ArrayRecordComponent") // made for one pass and never compared
    private record Ids(int[] clean, int[] corrupt, int answer, int wrong) {}

    /// All heads, those with the largest part first.
    List<Head> heads(List<PromptPair> pairs) {
        List<Ids> prompts = pairs.stream().map(this::ids).filter(ids -> ids.clean().length == ids.corrupt().length)
                .toList();
        int layers = transformer.spec().layers();
        int heads = transformer.spec().attention().heads();
        double[][] lost = new double[layers][heads];
        double whole = 0;
        for (Ids prompt : prompts) {
            whole += add(prompt, lost);
        }
        List<Head> found = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (int head = 0; head < heads; head++) {
                found.add(new Head(layer, head, lost[layer][head] / whole));
            }
        }
        found.sort(Comparator.comparingDouble(head -> -Math.abs(head.part())));
        return found;
    }

    /// @return what there is to lose
    private double add(Ids prompt, double[][] lost) {
        try (NDManager scope = transformer.newScope()) {
            List<NDArray> corrupt = new ArrayList<>();
            HookTable capture = new HookTable();
            for (int layer = 0; layer < lost.length; layer++) {
                capture.observe(new Site(SiteKind.Z, layer), value -> {
                    NDArray kept = value.duplicate();
                    kept.attach(scope);
                    corrupt.add(kept);
                });
            }
            double corruptDifference = difference(prompt, prompt.corrupt(), capture);
            double cleanDifference = difference(prompt, prompt.clean(), new HookTable());
            for (int layer = 0; layer < lost.length; layer++) {
                for (int head = 0; head < lost[layer].length; head++) {
                    var patch = new HookTable().change(patch(layer, head, corrupt.get(layer), scope));
                    lost[layer][head] += cleanDifference - difference(prompt, prompt.clean(), patch);
                }
            }
            return cleanDifference - corruptDifference;
        }
    }

    /// One head's value at the last position, from another run.
    private static Intervention patch(int layer, int head, NDArray from, NDManager scope) {
        Shape shape = from.getShape();
        int length = (int) shape.get(1);
        int heads = (int) shape.get(2);
        float[] mask = new float[length * heads];
        mask[(length - 1) * heads + head] = 1;
        NDArray chosen = scope.create(mask, new Shape(1, length, heads, 1));
        return new Intervention(new Site(SiteKind.Z, layer), value -> value.add(from.sub(value).mul(chosen)));
    }

    private double difference(Ids prompt, int[] ids, HookTable hooks) {
        try (NDManager scope = transformer.newScope()) {
            NDArray logits = transformer.forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST), hooks)
                    .logits();
            float[] values = NativeMemory.floats(logits);
            return values[prompt.answer()] - values[prompt.wrong()];
        }
    }

    private Ids ids(PromptPair pair) {
        AskedToken token = AskedToken.of(pair, this::encode);
        List<Integer> corrupt = encode(pair.corrupt() + pair.answer());
        return new Ids(array(token.prompt()), array(corrupt.subList(0, corrupt.size() - token.after())), token.answer(),
                token.wrong());
    }

    private List<Integer> encode(String text) {
        return Arrays.stream(tokenizer.encode(text, true)).boxed().toList();
    }

    private static int[] array(List<Integer> ids) {
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void close() {
        transformer.close();
        checkpoint.close();
    }
}
