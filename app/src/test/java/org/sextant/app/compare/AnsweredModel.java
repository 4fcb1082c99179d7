package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.ReadTokens;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.steering.SteeringPlan;

/// A real model whose jobs are done when they are handed out. It remembers what was asked.
final class AnsweredModel implements OpenModel {
    final List<Request<?>> asked = new ArrayList<>();
    final OpenModel model;

    AnsweredModel(OpenModel model) {
        this.model = model;
    }

    @Override
    public ModelCard card() {
        return model.card();
    }

    @Override
    public List<Token> tokenize(Prompt prompt) {
        return model.tokenize(prompt);
    }

    @Override
    public List<ReadTokens> read(List<Prompt> prompts, TokenPosition rule, boolean padded) {
        return model.read(prompts, rule, padded);
    }

    @Override
    public String render(Prompt.Chat chat) {
        return model.render(chat);
    }

    @Override
    public <R> Job<R> submit(Request<R> request) {
        asked.add(request);
        return Answered.of(model.submit(request));
    }

    @Override
    public <R> Job<R> submitLatest(String lane, Request<R> request) {
        return submit(request);
    }

    @Override
    public void steer(SteeringPlan plan) {
        model.steer(plan);
    }

    @Override
    public void close() {
        model.close();
    }
}
