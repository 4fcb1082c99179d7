package org.sextant.runtime.train;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.family.Blueprint;
import org.sextant.runtime.tensor.AdamStep;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.GradientTape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Trains a model of any family that [Blueprint] knows to predict next tokens, on the CPU in float32. Its folder holds
/// `config.json`, and gets the state after every so many steps, from which a broken-off training goes on with the same
/// numbers. One thread owns it.
public final class Trainer implements AutoCloseable {
    private static final int HELD_OUT_BATCHES = 16;

    /// How much the balance of experts counts beside the loss of the next tokens; a name of the reference library's.
    private static final String BALANCE = "router_aux_loss_coef";

    private final Path folder;
    private final double balanceWeight;
    private final TrainingPlan plan;
    private final TokenCorpus heldOut;
    private final TrainingFiles files;
    private final NDManager manager;
    private final TrainableWeights weights;
    private final Transformer transformer;
    private final AdamW optimizer;
    private final BatchPlan batches;
    private final LossCurve curve;
    private TrainingFiles.Progress progress;

    /// Begins a training, or takes up the one that the folder holds.
    ///
    /// @param folder with the model's `config.json`
    /// @param first the weights that a new training begins with
    /// @param texts to learn
    /// @param heldOut to measure on
    /// @throws TrainException if the folder's state is of another training
    /// @throws org.sextant.runtime.SextantException if the config cannot be read or its model not be trained
    public Trainer(Path folder, TrainingPlan plan, InitialWeights first, TokenCorpus texts, TokenCorpus heldOut) {
        this.folder = folder;
        this.plan = plan;
        this.heldOut = heldOut;
        ModelConfig config = ModelConfig.read(folder.resolve("config.json"));
        Blueprint blueprint = Blueprint.of(config);
        this.balanceWeight = config.number(BALANCE, 0);
        this.files = new TrainingFiles(folder, blueprint);
        Backend.useThreads(plan.threads());
        this.manager = Backend.newManager(Device.cpu());
        try (Arena arena = Arena.ofConfined()) {
            Optional<TrainingFiles.Saved> saved = files.saved(plan, arena);
            progress = saved.map(TrainingFiles.Saved::progress).orElse(TrainingFiles.Progress.NONE);
            weights = new TrainableWeights(blueprint,
                    saved.<InitialWeights>map(state -> (_, slot) -> state.weight(slot)).orElse(first), manager);
            optimizer = new AdamW(weights, plan, progress.step(), (slot, weight) -> saved
                    .map(state -> state.means(slot, weight.getShape(), manager))
                    .orElseGet(() -> AdamStep.Means.zero(weight)));
        } catch (RuntimeException | Error failure) {
            manager.close();
            throw failure;
        }
        transformer = new Transformer(blueprint.spec(), weights, manager, () -> {});
        batches = new BatchPlan(texts, plan.seed(), plan.batchTokens(), plan.longest());
        batches.skip(progress.step());
        curve = LossCurve.read(folder, progress.step());
    }

    /// Steps that have been taken.
    public long step() {
        return progress.step();
    }

    public LossCurve curve() {
        return curve;
    }

    /// Trains until the plan's last step, or until the listener ends it; then the state is saved.
    ///
    /// @return whether the last step was taken
    /// @throws TrainException if a loss or gradient is no number, or the state cannot be written; the last saved state
    ///         is then still there
    public boolean run(TrainingListener listener) {
        long begun = System.nanoTime();
        long tokensBefore = progress.tokens();
        while (progress.step() < plan.steps() && listener.goesOn()) {
            LossCurve.Point point = learn(batches.next());
            curve.add(point);
            progress = new TrainingFiles.Progress(point.step(), point.tokens());
            listener.step(point, (point.tokens() - tokensBefore) * 1e9 / (System.nanoTime() - begun));
            if (progress.step() % plan.saveEvery() == 0) {
                save();
            }
        }
        save();
        return progress.step() >= plan.steps();
    }

    private void save() {
        files.save(plan, progress, weights, optimizer, curve);
    }

    private LossCurve.Point learn(TrainingBatch batch) {
        double rate = plan.rate(progress.step());
        double loss;
        double norm;
        try (NDManager scope = transformer.newScope(); GradientTape tape = GradientTape.start()) {
            loss = learn(batch, scope, tape);
            norm = optimizer.step(tape, rate, scope);
        }
        long step = progress.step() + 1;
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new TrainException("the loss is " + loss + " and the gradient " + norm, "at step " + step,
                    "start again with a lower learning rate; the last saved state is still in " + folder);
        }
        OptionalDouble measured = step % plan.reportEvery() == 0 || step == plan.steps()
                ? OptionalDouble.of(heldOutLoss())
                : OptionalDouble.empty();
        return new LossCurve.Point(step, progress.tokens() + batch.predicted(), loss, rate, norm, measured);
    }

    /// @return the loss of the next tokens; that of the experts' balance is learnt from, and not counted in
    private float learn(TrainingBatch batch, NDManager scope, GradientTape tape) {
        if (transformer.spec().experts().isEmpty()) {
            NDArray loss = loss(batch, scope, Hooks.NONE);
            tape.backward(loss);
            return NativeMemory.floats(loss)[0];
        }
        ExpertBalance balance = new ExpertBalance(transformer.spec(), batch, scope);
        NDArray loss = loss(batch, scope, balance.hooks());
        tape.backward(loss.add(Ops.times(balance.loss(), balanceWeight)));
        return NativeMemory.floats(loss)[0];
    }

    private NDArray loss(TrainingBatch batch, NDManager scope, Hooks hooks) {
        NDArray logits = transformer.forward(ForwardRequest.ofIds(scope, batch.ids()).withMask(batch.real()), hooks)
                .logits();
        return NextTokenLoss.of(logits, batch, scope);
    }

    /// The loss on the first held-out texts, in nats a token.
    private double heldOutLoss() {
        BatchPlan plain = new BatchPlan(heldOut, 0, plan.batchTokens(), plan.longest());
        double sum = 0;
        long tokens = 0;
        for (int i = 0; i < HELD_OUT_BATCHES; i++) {
            TrainingBatch batch = plain.next();
            try (NDManager scope = transformer.newScope()) {
                sum += NativeMemory.floats(loss(batch, scope, Hooks.NONE))[0] * (double) batch.predicted();
            }
            tokens += batch.predicted();
        }
        return sum / tokens;
    }

    /// Writes `model.safetensors` in float16 as it is now.
    ///
    /// @param target an existing folder, such as the training's own, or one for a model on the way
    /// @throws TrainException if it cannot be written
    public void writeModel(Path target) {
        if (!Files.isDirectory(target)) {
            throw new TrainException("there is no such folder", "at " + target, "make it first");
        }
        files.writeModel(target, weights);
    }

    /// Frees the weights. What was not saved is lost.
    @Override
    public void close() {
        transformer.close();
    }
}
