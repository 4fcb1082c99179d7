package org.sextant.app.features;

import java.nio.file.Path;
import java.util.Optional;

import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.SaveDialog;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.WorkbenchView;

/// The features view as tests of the window take it.
public final class SmallFeatures {
    private SmallFeatures() {}

    /// @param harvests where harvests are kept
    /// @param dialog what is chosen
    public static WorkbenchView view(ViewContext context, Path harvests, OpenDialog dialog) {
        SaveDialog nowhere = name -> Optional.empty();
        return new FeaturesView(context, new FeaturesViewModel(context, new HarvestFolder(harvests)), dialog, nowhere);
    }
}
