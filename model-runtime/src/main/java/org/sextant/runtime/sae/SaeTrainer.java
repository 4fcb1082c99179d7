package org.sextant.runtime.sae;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.train.TokenCorpus;
import org.sextant.runtime.train.TrainException;

/// Trains an SAE or a transcoder on the activations of a model, on the CPU in float32. Its folder gets the state after
/// every so many steps, from which a broken-off training goes on with the same numbers. The thread that owns the model
/// owns it.
public final class SaeTrainer implements AutoCloseable {
    private static final int HELD_OUT_ROWS = 8192;
    /// At which the running mean of batch top-k's threshold follows (METHODS.md 2.2); in a short training faster, so that
    /// it forgets the first steps in a tenth of them.
    private static final double THRESHOLD_RATE = 0.01;
    private static final double THRESHOLD_STEPS = 10;
    /// Weights, two means, gradients, and what is written.
    private static final long WEIGHT_COPIES = 6;
    /// Arrays of a batch by features that live at a time, copies in Java's memory included.
    private static final long STEP_ARRAYS = 10;

    private final Path folder;
    private final SaePlan plan;
    private final SaeSpec spec;
    private final long mark;
    private final NDManager manager;
    private final ActivationSource source;
    private final List<ActivationBuffer> buffers = new ArrayList<>();
    private final List<ActivationBuffer> heldOut = new ArrayList<>();
    private final LearntSae sae;
    private final SaeCurve curve;
    private final long[] silent;
    private double threshold;
    private long step;
    private long roundStart;
    private long round = -1;

    /// Begins a training, or takes up the one that the folder holds.
    ///
    /// @param folder for state and curve; it is made where it is missing
    /// @param model whose activations are learnt
    /// @param texts to learn on
    /// @param unseen texts to measure on
    /// @param notes that the SAE's file is to carry, such as `model_name`
    /// @throws SaeException if the folder's state is of another training, or no text has a usable token
    /// @throws org.sextant.runtime.SextantException if the model has no such site, or a file cannot be read or written
    public SaeTrainer(Path folder, SaePlan plan, Transformer model, TokenCorpus texts, TokenCorpus unseen,
            Map<String, String> notes) {
        this(folder, plan, model, texts, unseen, notes, () -> {});
    }

    /// As above, told now and then while the first activations are gathered.
    ///
    /// @param pause may throw to stop; there is then no training
    public SaeTrainer(Path folder, SaePlan plan, Transformer model, TokenCorpus texts, TokenCorpus unseen,
            Map<String, String> notes, Runnable pause) {
        this.folder = folder;
        this.plan = plan;
        List<Site> sites = new ArrayList<>(List.of(model.sites().require(plan.site())));
        plan.siteOut().ifPresent(name -> sites.add(model.sites().require(name)));
        SaeSplice.requireOrder(sites.getFirst(), sites.getLast(), model);
        int dIn = SiteRows.width(sites.getFirst(), model.spec());
        int dOut = SiteRows.width(sites.getLast(), model.spec());
        this.spec = new SaeSpec(dIn, dOut, plan.features(), plan.method().activation(), plan.siteOut().isEmpty(),
                InputNormalization.NONE, sites.getFirst().name(), plan.siteOut().map(_ -> sites.getLast().name()),
                false, notes);
        this.mark = mark(plan, texts, spec);
        this.source = new ActivationSource(model, sites, texts, plan.seed(), plan.reading());
        makeFolder();
        Backend.useThreads(plan.threads());
        this.manager = Backend.newManager(Device.cpu());
        try (Arena arena = Arena.ofConfined()) {
            sites.forEach(site -> buffers.add(buffer(plan.buffer(), site, model)));
            sites.forEach(site -> heldOut.add(buffer(Math.min(plan.buffer(), HELD_OUT_ROWS), site, model)));
            new ActivationSource(model, sites, unseen, plan.seed(), plan.reading()).fill(heldOut, plan.seed(),
                    () -> true);
            Optional<SaeTrainingState> saved = SaeTrainingState.saved(folder, mark, spec, plan.method(), arena);
            if (saved.isPresent()) {
                SaeTrainingState.Progress progress = saved.get().progress();
                step = progress.step();
                roundStart = progress.roundStart();
                threshold = progress.threshold();
                silent = progress.silent();
                source.skip(roundStart);
                sae = taken(saved.get());
            } else {
                silent = new long[plan.features()];
                sae = begun(goingOn(pause));
            }
            curve = SaeCurve.read(folder, step);
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /// Bytes that a training takes beside the model: weights with what Adam remembers, activations, and what one step
    /// makes on the way.
    public static long memoryBytes(SaePlan plan, Transformer model) {
        long in = SiteRows.width(model.sites().require(plan.site()), model.spec());
        long out = plan.siteOut().map(name -> (long) SiteRows.width(model.sites().require(name), model.spec()))
                .orElse(in);
        long gathered = (plan.buffer() + HELD_OUT_ROWS) * (plan.siteOut().isPresent() ? in + out : in);
        long weights = WEIGHT_COPIES * plan.features() * (in + out);
        long onTheWay = STEP_ARRAYS * plan.batch() * plan.features();
        return Math.multiplyExact(Float.BYTES, gathered + weights + onTheWay);
    }

    private static ActivationBuffer buffer(int rows, Site site, Transformer model) {
        return new ActivationBuffer(rows, SiteRows.width(site, model.spec()));
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw TrainException.writing(folder, failure);
        }
    }

    /// Tells trainings apart; one may be given more tokens, and goes on along the new course of the rate.
    private static long mark(SaePlan plan, TokenCorpus texts, SaeSpec spec) {
        return List.of(plan.site(), plan.siteOut(), plan.method().toString(), plan.features(), plan.seed(),
                plan.batch(), plan.buffer(), plan.scaled(), plan.revival().toString(), plan.reading().toString(),
                plan.threads(), texts.size(), texts.tokens(), spec.dIn(), spec.dOut()).toString().hashCode();
    }

    private LearntSae taken(SaeTrainingState state) {
        return new LearntSae(spec, plan.method(), state.scales(), state::weight,
                weight -> Optional.of(
                        state.means(weight, weight.shape(spec.dIn(), spec.dSae(), spec.dOut()), manager)),
                manager);
    }

    private static BooleanSupplier goingOn(Runnable pause) {
        return () -> {
            pause.run();
            return true;
        };
    }

    private LearntSae begun(BooleanSupplier goesOn) {
        gather(0, goesOn);
        return new FirstSae(spec, plan, manager).of(buffers);
    }

    private NDArray scaled(ActivationBuffer buffer, int from, double scale, NDManager scope) {
        return buffer.rows(scope, from, from + plan.batch()).mul(scale);
    }

    /// Steps that have been taken.
    public long step() {
        return step;
    }

    public SaeCurve curve() {
        return curve;
    }

    /// Trains until the plan's last step, or until the listener ends it; then the state is saved.
    ///
    /// @return whether the last step was taken
    /// @throws SaeException if a loss or gradient is no number
    /// @throws org.sextant.runtime.SextantException if the state cannot be written; the last saved one is then still
    ///         there
    public boolean run(SaeTrainingListener listener) {
        long begun = System.nanoTime();
        long before = step;
        while (step < plan.steps() && listener.goesOn() && gather(step / stepsOfARound(), listener::goesOn)) {
            SaeCurve.Point point = learn();
            curve.add(point);
            listener.step(point, (step - before) * plan.batch() * 1e9 / (System.nanoTime() - begun));
            if (step % plan.saveEvery() == 0) {
                save();
            }
        }
        save();
        return step >= plan.steps();
    }

    private long stepsOfARound() {
        return plan.buffer() / plan.batch();
    }

    /// Fills the buffers for a round of steps unless they are.
    private boolean gather(long wanted, BooleanSupplier goesOn) {
        if (round == wanted) {
            return true;
        }
        boolean full = source.fill(buffers, plan.seed() * 1_000_003 + wanted, goesOn);
        round = full ? wanted : round;
        return full;
    }

    private SaeCurve.Point learn() {
        double rate = plan.rate(step);
        int from = (int) (step % stepsOfARound()) * plan.batch();
        SaeGradients.Result result;
        double norm;
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = scaled(buffers.getFirst(), from, sae.scales().in(), scope);
            NDArray y = spec.transcoder() ? scaled(buffers.getLast(), from, sae.scales().out(), scope) : x;
            result = new SaeGradients(plan.method(), spec.centred(), sae.weights(), scope).of(x, y, revived());
            norm = Double.isFinite(result.loss())
                    ? sae.step(result.gradients(), rate, plan.course().clip(), step + 1, scope)
                    : Double.NaN;
        }
        if (!Double.isFinite(norm)) {
            throw new SaeException("the loss is " + result.loss() + " and the gradient " + norm,
                    "at step " + (step + 1),
                    "start again with a lower learning rate; the last saved state is still in " + folder);
        }
        return taken(result, rate, norm);
    }

    private SaeCurve.Point taken(SaeGradients.Result result, double rate, double norm) {
        step++;
        if (step % stepsOfARound() == 0) {
            roundStart = source.taken();
        }
        double active = 0;
        for (int feature = 0; feature < silent.length; feature++) {
            silent[feature] = result.firings()[feature] > 0 ? 0 : silent[feature] + plan.batch();
            active += result.firings()[feature];
        }
        if (result.smallest().isPresent()) {
            double smallest = result.smallest().getAsDouble();
            threshold = threshold == 0 ? smallest : threshold + thresholdRate() * (smallest - threshold);
        }
        OptionalDouble measured = step % plan.reportEvery() == 0 || step == plan.steps()
                ? OptionalDouble.of(measure().explainedVariance())
                : OptionalDouble.empty();
        return new SaeCurve.Point(step, step * plan.batch(), result.loss(), active / plan.batch(),
                (double) dead().length / silent.length, rate, norm, measured);
    }

    private double thresholdRate() {
        return Math.min(1, Math.max(THRESHOLD_RATE, THRESHOLD_STEPS / plan.steps()));
    }

    private int[] dead() {
        return IntStream.range(0, silent.length).filter(feature -> silent[feature] >= plan.revival().after())
                .toArray();
    }

    private Optional<SaeGradients.Revived> revived() {
        int[] dead = dead();
        return dead.length == 0 || plan.revival().weight() == 0
                ? Optional.empty()
                : Optional.of(new SaeGradients.Revived(dead, plan.revival().count(), plan.revival().weight()));
    }

    /// The SAE as it is now, for raw activations.
    public SaeData data() {
        return sae.data(threshold);
    }

    /// What the SAE as it is now makes of the held-out tokens.
    public ReconstructionMetrics.Result measure() {
        try (Sae now = new Sae(data(), manager.newSubManager())) {
            ReconstructionMetrics metrics = new ReconstructionMetrics(now);
            int rows = heldOut.getFirst().rows();
            for (int from = 0; from < rows; from += plan.batch()) {
                int to = Math.min(rows, from + plan.batch());
                try (NDManager scope = manager.newSubManager()) {
                    metrics.add(heldOut.getFirst().rows(scope, from, to), heldOut.getLast().rows(scope, from, to));
                }
            }
            return metrics.result();
        }
    }

    /// Writes the SAE as it is now in the layout of SAELens, with the firing rates of held-out tokens.
    ///
    /// @param target such as the training's own folder; it is made where it is missing
    /// @throws SaeException if it cannot be written
    public void write(Path target, SaeLensFormat.Storage storage) {
        SaeLensFormat.write(data(), target, storage, Optional.of(measure().firingRates()));
    }

    private void save() {
        try {
            WholeFile.writeString(folder.resolve(SaeCurve.FILE), curve.csv());
        } catch (IOException failure) {
            throw TrainException.writing(folder.resolve(SaeCurve.FILE), failure);
        }
        SaeTrainingState.save(folder, mark, new SaeTrainingState.Progress(step, roundStart, threshold, silent), sae);
    }

    /// Frees weights and buffers. What was not saved is lost.
    @Override
    public void close() {
        manager.close();
        buffers.forEach(ActivationBuffer::close);
        heldOut.forEach(ActivationBuffer::close);
    }
}
