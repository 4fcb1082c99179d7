package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.steering.LogProbabilities;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.tensor.NativeMemory;

/// How well a model predicts texts under a plan.
///
/// @param model on whose thread this is used
/// @param texts token ids; each is one pass, and its first token is not predicted
record TextLoss(LoadedModel model, List<int[]> texts) {
    /// Logits of a whole text are held at a time.
    private static final int LONGEST = 256;

    /// What of prompts can be measured on: those of two tokens and more, in full.
    static TextLoss of(LoadedModel model, List<Prompt> prompts) {
        return new TextLoss(model,
                prompts.stream().map(model.prompts()::runnable).filter(ids -> ids.length > 1).toList());
    }

    /// The beginning of prompts, in pieces of at most 256 tokens.
    ///
    /// @param most tokens to predict
    static TextLoss of(LoadedModel model, List<Prompt> prompts, int most) {
        List<int[]> pieces = new ArrayList<>();
        int left = most;
        for (Prompt prompt : prompts) {
            int[] ids = left > 0 ? model.prompts().runnable(prompt) : new int[0];
            for (int at = 0; at + 1 < ids.length && left > 0; at += LONGEST) {
                int[] piece = Arrays.copyOfRange(ids, at, Math.min(ids.length, at + Math.min(LONGEST, left + 1)));
                if (piece.length > 1) {
                    pieces.add(piece);
                    left -= piece.length - 1;
                }
            }
        }
        return new TextLoss(model, pieces);
    }

    /// Tokens that are predicted.
    int tokens() {
        return texts.stream().mapToInt(ids -> ids.length - 1).sum();
    }

    /// Length of the longest text.
    int longest() {
        return texts.stream().mapToInt(ids -> ids.length).max().orElse(0);
    }

    /// Nats of a whole text. All of it counts as what a plan speaks of: `all`, `prompt`, `generated` and `last` change every
    /// token, for each was the last of a text once, and a list changes those that it names.
    double of(int[] ids, SteeringPlan asked, BlockListener listener) {
        SteeringPlan plan = new SteeringPlan(asked.edits().stream()
                .map(edit -> edit.positions().kind() == Positions.Kind.LIST ? edit : edit.where(Positions.ALL))
                .toList(),
                asked.experts());
        try (NDManager scope = model.transformer().newScope()) {
            HookTable hooks = new HookTable();
            model.steer(plan, Positions.Window.whole(ids.length), scope, hooks);
            float[] logits = NativeMemory.floats(
                    model.transformer().forward(ForwardRequest.ofIds(scope, ids).progress(listener), hooks).logits());
            int vocabulary = logits.length / ids.length;
            double sum = 0;
            for (int i = 0; i + 1 < ids.length; i++) {
                sum += LogProbabilities.surprise(logits, i * vocabulary, vocabulary, ids[i + 1]);
            }
            return sum;
        }
    }
}
