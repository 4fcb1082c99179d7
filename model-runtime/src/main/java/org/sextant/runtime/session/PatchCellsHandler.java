package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.sextant.runtime.attribution.CellPatching;
import org.sextant.runtime.attribution.ContrastIds;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.model.ModelSpec;

/// Patches nodes one by one and tells each as soon as it is known.
final class PatchCellsHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    PatchCellsHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    PatchCellsResult answer(PatchCellsRequest request, JobContext context) {
        AttributionSettings settings = request.settings();
        if (request.cells().isEmpty()) {
            throw new RequestException("there is no node to patch", "in the nodes", "give one at least");
        }
        ContrastIds pair = new ContrastReader(model.prompts()).read(request.pair(), settings.alignment(),
                settings.position());
        boolean denoising = settings.direction() == PatchDirection.DENOISING;
        int length = denoising ? pair.corrupt().size() : pair.clean().size();
        request.cells().forEach(cell -> require(cell, length));
        Set<NodeKind> kinds = EnumSet.noneOf(NodeKind.class);
        request.cells().forEach(cell -> kinds.add(cell.kind()));
        Attributing attributing = new Attributing(model, memory, settings, request.steering(),
                (_, _) -> context.checkCancelled());
        List<ScoredNode> done = new ArrayList<>();
        try (CellPatching patching = attributing.patching(pair, kinds,
                attributing.source(List.of(pair), kinds))) {
            patching.run(request.cells(), nodes -> {
                done.addAll(nodes);
                context.update(new Update.Patched(nodes, done.size(), request.cells().size()));
                context.update(new Update.Progress("Patching", done.size(), request.cells().size(), "nodes"));
                context.letOthersIn();
            }, attributing.listener());
            double clean = denoising ? patching.observedPatch() : patching.observedBase();
            double corrupt = denoising ? patching.observedBase() : patching.observedPatch();
            return new PatchCellsResult(done, clean, corrupt, patching.forwards(),
                    model.provenance(request.pair().clean(),
                            pair.clean().stream().mapToInt(Integer::intValue).toArray(), List.of(), request.steering(),
                            "corrupt=" + model.words(request.pair().corrupt()), "method=" + settings.method().id(),
                            "direction=" + settings.direction().id(), "nodes=" + request.cells().size()));
        }
    }

    private void require(PatchCell cell, int length) {
        ModelSpec spec = model.transformer().spec();
        requireInside(cell.layer(), spec.layers(), "layer", cell);
        if (cell.position() != PatchCell.EVERYWHERE) {
            requireInside(cell.position(), length, "position", cell);
        }
        if (cell.kind() == NodeKind.HEAD) {
            requireInside(cell.index(), spec.heads(), "head", cell);
        }
        if (cell.kind() == NodeKind.NEURON) {
            requireInside(cell.index(), spec.dMlp(), "neuron", cell);
        }
    }

    private static void requireInside(int number, int count, String what, PatchCell cell) {
        if (number < 0 || number >= count) {
            throw new RequestException("there is no " + what + " " + number + " among " + count,
                    "in the node " + cell.kind().id() + " of layer " + cell.layer(),
                    "choose one from 0 to " + (count - 1));
        }
    }
}
