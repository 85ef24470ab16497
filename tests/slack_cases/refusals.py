"""What Slack documents that it may answer, by method, for every method that delivery calls."""

COMMON = """
    access_denied accesslimited account_inactive deprecated_endpoint ekm_access_denied
    enterprise_is_restricted fatal_error internal_error invalid_arg_name invalid_arguments
    invalid_array_arg invalid_auth invalid_charset invalid_form_data invalid_post_type
    method_deprecated missing_post_type missing_scope no_permission not_allowed_token_type
    not_authed org_login_required ratelimited request_timeout service_unavailable
    team_access_not_granted team_added_to_org token_expired token_revoked
    two_factor_setup_required unknown_method
"""

BY_METHOD = {
    "chat.postMessage": """
        as_user_not_supported attachment_payload_limit_exceeded cannot_reply_to_message
        channel_not_found duplicate_channel_not_found duplicate_message_not_found
        ekm_access_denied invalid_blocks invalid_blocks_format invalid_metadata_format
        invalid_metadata_schema is_archived markdown_text_conflict message_limit_exceeded
        messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large
        msg_blocks_too_long no_text not_in_channel rate_limited restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel
        slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_lists_sharing_blocked team_not_found too_many_attachments
        too_many_contact_cards
    """,
    "chat.update": """
        block_mismatch cant_broadcast_message cant_update_message channel_not_found
        edit_window_closed external_channel_migrating invalid_attachments invalid_blocks
        invalid_blocks_format invalid_metadata_format invalid_metadata_schema is_inactive
        markdown_text_conflict message_limit_exceeded message_not_found metadata_too_large
        msg_too_long no_dual_broadcast_content_update no_text posting_to_channel_denied
        streaming_state_conflict team_not_found too_many_attachments update_failed
    """,
    "chat.delete": "cant_delete_message channel_not_found message_not_found",
    "conversations.history": """
        channel_not_found invalid_cursor invalid_metadata_filter_keys invalid_ts_latest
        invalid_ts_oldest not_in_channel
    """,
    "conversations.info": "channel_is_limited_access channel_not_found",
    "conversations.open": """
        channel_not_found invalid_user_combination method_not_supported_for_channel_type
        not_enough_users too_many_users user_disabled user_not_found user_not_visible
        users_list_not_supplied
    """,
    "conversations.replies": "channel_not_found invalid_cursor thread_not_found",
    "files.completeUploadExternal": """
        access_denied channel_not_found channels_limit_exceeded file_not_found
        file_type_not_allowed file_update_failed invalid_blocks invalid_channel not_in_channel
        posting_to_channel_denied
    """,
    "files.delete": "cant_delete_file file_deleted file_not_found",
    "files.getUploadURLExternal": """
        alt_txt_too_large file_type_not_allowed file_upload_size_restricted file_uploads_disabled
        file_uploads_except_images_disabled missing_argument snippet_too_large
        storage_limit_reached unknown_snippet_type
    """,
    "users.info": "too_many_users user_not_found user_not_visible",
    "users.lookupByEmail": "enterprise_is_restricted users_not_found",
    "views.publish": """
        duplicate_external_id hash_conflict missing_profile_id not_allowed_token_type not_enabled
        not_implemented view_too_large
    """,
}

PASSES = {
    "ekm_access_denied",
    "external_channel_migrating",
    "fatal_error",
    "file_update_failed",
    "internal_error",
    "message_limit_exceeded",
    "org_login_required",
    "rate_limited",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "streaming_state_conflict",
    "team_added_to_org",
    "update_failed",
}
"""Whoever asks hears this for a while, and then no more."""

MENDED_THERE = {
    "access_denied",
    "accesslimited",
    "account_inactive",
    "deprecated_endpoint",
    "enterprise_is_restricted",
    "invalid_auth",
    "method_deprecated",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "team_access_not_granted",
    "team_not_found",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
    "unknown_method",
}
"""Every call is refused until somebody installs, permits or upgrades."""

OURS = {
    "alt_txt_too_large",
    "as_user_not_supported",
    "attachment_payload_limit_exceeded",
    "cant_broadcast_message",
    "cant_delete_file",
    "channels_limit_exceeded",
    "duplicate_channel_not_found",
    "duplicate_external_id",
    "duplicate_message_not_found",
    "hash_conflict",
    "invalid_arg_name",
    "invalid_arguments",
    "invalid_array_arg",
    "invalid_attachments",
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_charset",
    "invalid_cursor",
    "invalid_form_data",
    "invalid_metadata_filter_keys",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "invalid_post_type",
    "invalid_ts_latest",
    "invalid_ts_oldest",
    "invalid_user_combination",
    "markdown_text_conflict",
    "metadata_must_be_sent_from_app",
    "metadata_too_large",
    "method_not_supported_for_channel_type",
    "missing_argument",
    "missing_post_type",
    "missing_profile_id",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_dual_broadcast_content_update",
    "no_text",
    "not_enough_users",
    "not_implemented",
    "slack_connect_canvas_sharing_blocked",
    "slack_connect_file_link_sharing_blocked",
    "slack_connect_lists_sharing_blocked",
    "snippet_too_large",
    "too_many_attachments",
    "too_many_contact_cards",
    "too_many_users",
    "unknown_snippet_type",
    "users_list_not_supplied",
    "view_too_large",
}
"""What we sent is wrong, and would be wrong tomorrow."""
