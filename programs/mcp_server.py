"""The portal's reads as tools of the Model Context Protocol. Needs the packages of requirements-mcp.txt."""

import json

import mcp_types as types
from asgiref.sync import sync_to_async
from django.conf import settings
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from programs import assistant_reads

HOW_TO_READ = (
    "Say the source and edition beside a figure, and why a figure is blank when it is. Lists come a page at a time: "
    "while next_cursor is not null, ask again with it as cursor."
)
ONLY_READS = types.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def make_server(site):
    """Return the server of all reads; `site` is the address that links in its answers begin with."""
    schemas = assistant_reads.arguments_of_reads()

    async def list_tools(context, params):
        return types.ListToolsResult(tools=[_tool(name, schema) for name, schema in schemas.items()])

    async def call_tool(context, params):
        if params.name not in schemas:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {params.name}; there are {', '.join(schemas)}.")
        known = schemas[params.name]["properties"]
        ask = sync_to_async(assistant_reads.ask, thread_sensitive=True)
        try:
            answer = await ask(params.name, params.arguments or {}, known, site)
        except assistant_reads.Refused as refusal:
            return types.CallToolResult(content=[_text(str(refusal))], is_error=True)
        return types.CallToolResult(content=[_text(json.dumps(answer, ensure_ascii=False))], structured_content=answer)

    said = settings.SPECTACULAR_SETTINGS
    return Server(
        "career-portal",
        title="Career Portal",
        version=said["VERSION"],
        instructions=f"{said['DESCRIPTION']} {HOW_TO_READ}",
        website_url=site,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def serve(server):
    """Answer one assistant over this process's standard input and output until it hangs up."""
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def _tool(name, schema):
    read = assistant_reads.READS[name]
    return types.Tool(
        name=name, title=read.title, description=read.description, input_schema=schema, annotations=ONLY_READS
    )


def _text(words):
    return types.TextContent(type="text", text=words)
