package io.checkpost.web.administration;

import io.checkpost.ingest.configuration.SettingInForce;
import io.checkpost.ingest.configuration.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The settings in force on the node that answers; with {@code ?only=set} those that were set. */
@Named
@RequestScoped
public class SettingsPage {

  @Inject private FacesContext faces;
  @Inject private Settings settings;

  /** Tells whether only settings that were set are shown. */
  public boolean isOnlySet() {
    return "set".equals(faces.getExternalContext().getRequestParameterMap().get("only"));
  }

  /** Returns the settings. */
  public List<SettingInForce> getSettings() {
    return settings.inForce().stream().filter(setting -> setting.isSet() || !isOnlySet()).toList();
  }
}
