package org.sextant.app.view;

import javafx.scene.Node;

import org.kordamp.ikonli.Ikon;

/// One of the ways to look at a run; the rail of the window switches between them.
public interface WorkbenchView {
    /// Short stable name, as `ui --view` takes it: `activations`.
    String id();

    /// The word on the rail.
    String title();

    /// One sentence for the tooltip.
    String description();

    Ikon icon();

    /// What fills the centre of the window. The same node at each call.
    Node node();

    /// Called on the UI thread when the view becomes visible or hidden; hidden views ask the model for nothing.
    void setShowing(boolean showing);
}
