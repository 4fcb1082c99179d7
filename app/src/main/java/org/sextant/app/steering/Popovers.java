package org.sextant.app.steering;

import javafx.scene.Node;

import atlantafx.base.controls.Popover;

/// Small windows that point at what they belong to. They come and go at once.
final class Popovers {
    private Popovers() {}

    static Popover of(Node content, Popover.ArrowLocation arrow) {
        var popover = new Popover();
        popover.setContentNode(content);
        popover.setAnimated(false);
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        popover.setArrowLocation(arrow);
        return popover;
    }
}
