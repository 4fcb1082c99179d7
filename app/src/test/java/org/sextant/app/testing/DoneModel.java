package org.sextant.app.testing;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.ReadTokens;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.steering.SteeringPlan;

/// A real model whose jobs are done when they are handed out.
public class DoneModel implements OpenModel {
    private final OpenModel model;

    public DoneModel(OpenModel model) {
        this.model = model;
    }

    /// The real one.
    public final OpenModel model() {
        return model;
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
        return done(model.submit(request));
    }

    @Override
    public <R> Job<R> submitLatest(String lane, Request<R> request) {
        return done(model.submitLatest(lane, request));
    }

    @Override
    public <R> Job<R> submitIdle(Request<R> request) {
        return done(model.submitIdle(request));
    }

    /// Waits for a job, however it ends.
    public static <R> Job<R> done(Job<R> job) {
        try {
            job.await();
        } catch (SextantException | CancellationException outcome) {
            // whoever asked hears of it from the job
        }
        return job;
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
