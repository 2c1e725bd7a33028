"""The drawing of an environment: what is in the plan (scene), where it is put (layout), and the SVG of it.

Pure, without a drawing program. Everything drawn is in the plan; what the plan wants and the cloud does not build is
drawn dashed.
"""
