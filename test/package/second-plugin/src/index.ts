/** All of this plugin is in its admin; a server part must be there to be built. */
export const NAME = "medusa-second-plugin"
