package org.sextant.app.shell;

import java.util.List;

import org.sextant.app.activations.ActivationsView;
import org.sextant.app.attribution.AttributionView;
import org.sextant.app.compare.CompareView;
import org.sextant.app.features.FeaturesView;
import org.sextant.app.routing.RoutingView;
import org.sextant.app.steering.SteeringView;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.WorkbenchView;

/// The views of the workbench. A new view is one line here.
final class WorkbenchViews {
    private WorkbenchViews() {}

    /// Every view, in the order of the rail.
    static List<WorkbenchView> all(ViewContext context) {
        return List.of(new ActivationsView(context), new FeaturesView(context), new AttributionView(context),
                new RoutingView(context), new SteeringView(context), new CompareView(context));
    }
}
