package org.sextant.assets.world;

import java.util.SplittableRandom;

/// One task of the harbour: its sentences in stories, and its prompts.
interface Skill {
    /// Adds sentences that show the task, of nothing that is held out.
    void tell(Story story);

    /// A prompt and its counterpart, of what training has or of what is kept from it.
    PromptPair pair(Split split, SplittableRandom random);
}
