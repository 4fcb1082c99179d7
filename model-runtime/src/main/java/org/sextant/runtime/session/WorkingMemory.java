package org.sextant.runtime.session;

import java.util.Collection;
import java.util.Locale;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ModelSpec;

/// Refuses a request before it fills the memory that is left beside the model.
final class WorkingMemory {
    /// Values of the longest array that Java surely makes.
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - (long) Long.BYTES;
    /// A tape keeps more of a block than a plain pass holds at a time; measured, see the module's README.
    private static final double ON_TAPE = 1.5;

    private final ModelSpec spec;
    private final ModelCard card;
    private final MemoryBudget budget;
    private final long heapBytes;

    WorkingMemory(LoadedModel model, MemoryBudget budget) {
        this(model, budget, TensorStore.LIMIT_OF_THIS_PROCESS);
    }

    /// @param heapBytes how much of Java's memory copies of values may take
    WorkingMemory(LoadedModel model, MemoryBudget budget, long heapBytes) {
        this.spec = model.transformer().spec();
        this.card = model.card();
        this.budget = budget;
        this.heapBytes = heapBytes;
    }

    /// @throws MemoryException if it does not fit, with the figures
    void require(Workload load) {
        long copies = copies(load);
        long largest = Math.max(largest(load.held(), load), largest(load.passing(), load));
        if (copies > heapBytes || Math.max(largest, load.logitRows() * spec.vocabSize()) > LONGEST_ARRAY) {
            throw new MemoryException(
                    String.format(Locale.ROOT, "the values asked for of %d tokens need %s and %s may be held",
                            load.positions(), MemoryBudget.size(copies), MemoryBudget.size(heapBytes)),
                    "for model " + card.name(),
                    "ask for fewer sites or a shorter prompt, or start Sextant with a larger -Xmx", copies, heapBytes);
        }
        long pass = MemoryEstimate.working(spec, card.dtype(), load.positions(), load.logitRows(), load.cached());
        // A value that is made only to be looked at, and its copy on the way into Java's memory.
        long values = largest * (card.dtype().bytes() + Float.BYTES) + (card.device().equals("cpu") ? copies : 0);
        long free = budget.free(card.device(), pass + values);
        if (pass + values > free) {
            throw new MemoryException(
                    String.format(Locale.ROOT,
                            "a pass over %d tokens needs about %s (%s to work, %s for the values asked for)"
                                    + " and %s is free",
                            load.positions(), MemoryBudget.size(pass + values), MemoryBudget.size(pass),
                            MemoryBudget.size(values), MemoryBudget.size(free)),
                    "on " + card.device() + " for model " + card.name(),
                    "shorten the prompt or the continuation, ask for fewer sites, or close other models or programs",
                    pass + values, free);
        }
    }

    /// How many sequences may go through the model at once.
    ///
    /// @param length tokens of each
    /// @param recorded whether a tape keeps what every block makes on the way
    /// @param wish more are not wanted
    /// @return 1 at least
    /// @throws MemoryException if not even one fits
    int sequencesAtOnce(int length, boolean recorded, int wish) {
        double blocks = recorded ? ON_TAPE * (spec.layers() + 1) : 1;
        long one = (long) (MemoryEstimate.working(spec, card.dtype(), length, 1, 0) * blocks)
                + 4L * spec.layers() * length * spec.dModel() * card.dtype().bytes();
        long free = budget.free(card.device(), one * wish);
        if (one > free) {
            throw new MemoryException(
                    String.format(Locale.ROOT, "%s over %d tokens needs about %s and %s is free",
                            recorded ? "a backward pass" : "a pass", length, MemoryBudget.size(one),
                            MemoryBudget.size(free)),
                    "on " + card.device() + " for model " + card.name(),
                    "shorten the prompts, or close other models or programs", one, free);
        }
        return (int) Math.min(wish, free / one);
    }

    /// @param bytes of Java's memory
    /// @param what is held in it
    /// @throws MemoryException if they may not be held
    void requireHeld(long bytes, String what) {
        if (bytes > heapBytes) {
            throw new MemoryException(
                    String.format(Locale.ROOT, "the %s need %s and %s may be held", what, MemoryBudget.size(bytes),
                            MemoryBudget.size(heapBytes)),
                    "for model " + card.name(),
                    "ask for fewer prompts or layers, or start Sextant with a larger -Xmx", bytes, heapBytes);
        }
    }

    /// @param bytes of memory beside the model, on the CPU
    /// @param what needs them
    /// @param smaller what would need less, as advice
    /// @throws MemoryException if they are not free
    void requireBeside(long bytes, String what, String smaller) {
        long free = budget.free("cpu", bytes);
        if (bytes > free) {
            throw new MemoryException(
                    String.format(Locale.ROOT, "the %s needs about %s and %s is free", what, MemoryBudget.size(bytes),
                            MemoryBudget.size(free)),
                    "on cpu for model " + card.name(), smaller + ", or close other models or programs",
                    bytes, free);
        }
    }

    /// Bytes of the copies in Java's memory, which are float32 whatever the model computes in.
    private long copies(Workload load) {
        long held = load.held().stream().mapToLong(site -> values(site, load)).sum();
        return (held + largest(load.passing(), load) + load.logitRows() * spec.vocabSize()) * Float.BYTES;
    }

    private long largest(Collection<Site> sites, Workload load) {
        return sites.stream().mapToLong(site -> values(site, load)).max().orElse(0);
    }

    /// How many numbers a site has.
    private long values(Site site, Workload load) {
        long positions = load.positions();
        return positions * switch (site.kind().axes()) {
            case SCALAR -> 1L;
            case HIDDEN -> spec.dMlp();
            case PATTERN -> spec.heads() * positions;
            case PER_HEAD -> (long) spec.heads() * (site.kind() == SiteKind.RESULT ? spec.dModel() : spec.headDim());
            default -> spec.dModel();
        };
    }
}
