package io.checkpost.web.simulator;

import io.checkpost.web.list.Choice;
import java.util.List;

/**
 * Something to be chosen, as the form shows it.
 *
 * @param parameter its name in the form
 * @param label in words
 * @param options what can be chosen
 * @param chosen which of them is
 */
public record ChoiceView(String parameter, String label, List<Choice> options, String chosen) {}
