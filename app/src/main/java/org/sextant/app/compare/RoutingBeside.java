package org.sextant.app.compare;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.Observable;

import org.sextant.app.routing.RoutingPicture;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.RoutingRequest;

/// What the routers of both do: by token, or by expert.
enum RoutingBeside implements BesideDrawing {
    /// How much a layer's experts count, token by token.
    TOKENS {
        @Override
        public Supplier<Job<BesidePictures>> job(ComparedSides of) {
            return () -> BothJob.reading(of, (prompt, plan) -> new RoutingRequest(prompt, 0, plan),
                    result -> BesidePicture.of(new RoutingPicture(result)));
        }
    },
    /// Which share of the tokens each expert sees, and the one less the other.
    EXPERTS {
        @Override
        public Supplier<Job<BesidePictures>> job(ComparedSides of) {
            return () -> BothJob.asking(of, (prompt, plan) -> new RoutingRequest(prompt, 0, plan),
                    (a, b) -> BesidePictures.subtracted(BesidePicture.ofExperts(new RoutingPicture(a)),
                            BesidePicture.ofExperts(new RoutingPicture(b)), "load", of).numbering("experts"));
        }
    };

    @Override
    public Observable[] choices() {
        return new Observable[0];
    }

    @Override
    public Object chosen() {
        return this;
    }

    @Override
    public Optional<PaneState> refusal(ComparedSides of) {
        return SharedSites.missingExperts(of.cards());
    }
}
