package org.sextant.app.activations;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.TaskExecutor;

/// What all pictures draw from.
///
/// @param workspace what the person works on
/// @param tasks asks the model
/// @param cache answers that were seen lately
/// @param aspect how steering is shown
record PictureSources(Workspace workspace, TaskExecutor tasks, ResultCache cache, AspectViewModel aspect) {}
