package io.checkpost.web.live;

import io.checkpost.web.security.Presence;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** What {@code cp:live} asks: whether this view of a page keeps up, and with what. */
@Named
@RequestScoped
public class Live {

  /** The parameters of lists that are turned over: only the newest page goes on. */
  private static final List<String> TURNED = List.of("older", "newer", "after");

  @Inject private FacesContext faces;

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  /** Tells whether the page shows what is newest, and can be asked for again. */
  public boolean isOn() {
    HttpServletRequest request = (HttpServletRequest) external().getRequest();
    return request.getMethod().equals("GET")
        && Collections.disjoint(external().getRequestParameterMap().keySet(), TURNED);
  }

  /** Tells whether the page has to bring the socket: its script asks for the rest only. */
  public boolean isSocketWanted() {
    return isOn() && !external().getRequestHeaderMap().containsKey(Presence.BY_ITSELF);
  }

  /** Returns how often things had changed before the page was read. */
  public String getStand() {
    return external().getRequestMap().get(StandBefore.ATTRIBUTE) instanceof Stand stand
        ? stand.text()
        : "";
  }
}
