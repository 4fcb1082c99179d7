package org.sextant.app.architecture.planted.activations;

import org.sextant.runtime.hook.Site;

/// Breaks the rule that the workbench knows the session alone.
record EngineUser(Site site) {}
